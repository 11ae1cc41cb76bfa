"""Who did what to which item, and when: from git where there is git, else from what the items say of themselves."""
