"""What the pages show, section by section, as plain typed data: templates place it and decide nothing."""
