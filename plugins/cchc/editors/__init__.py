"""Settings for programs that editors may use: VS Code and Obsidian. All made from the schema and the vocabulary."""

from cchc.editors.obsidian import obsidian_files
from cchc.editors.vscode import vscode_files

__all__ = ["obsidian_files", "vscode_files"]
