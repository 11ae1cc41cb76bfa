"""What happens to published things: moved, withdrawn, their topics merged; old addresses that still lead somewhere.

Every change is computed and proven in memory (`Change`), then written whole or not at all (`apply`).
"""
