"""A built site → where the department serves it: whole or not at all, only what changed, undone when wrong.

`manifest` says what a site is, `difference` what changes; a target (`targets`) carries it out. Targets that are a place
for files share one way of doing it (`staged`, `alternating`) over a `transport`; rsync, git and the ZIP have their own.
This package reads and writes files and, in `transports` and `targets`, the network; it neither prints nor asks the
clock.
"""
