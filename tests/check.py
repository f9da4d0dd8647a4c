"""What must hold before a change is done: lint, format, types, layers, generated pages, examples, tests."""

import subprocess
import sys
import time
from pathlib import Path

LAYERS = "from importlinter.cli import lint_imports_command as check; check(['--no-cache'])"
CHECKS = (
    ("lint", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    ("layers", ["-c", LAYERS]),
    ("generated pages", ["docs/generate.py", "--check"]),
    ("examples in docstrings", ["-m", "pytest", "--doctest-modules", "feedback_miner", "-q"]),
    ("tests", ["-m", "pytest", "-n", "2", "--dist", "loadfile", "-q", "--durations", "15"]),
)


def main() -> int:
    root = Path(__file__).parent.parent
    failed = []
    for name, arguments in CHECKS:
        print(f"== {name}", flush=True)
        start = time.perf_counter()
        if subprocess.run([sys.executable, *arguments], cwd=root, check=False).returncode:
            failed.append(name)
        print(f"== {name}: {time.perf_counter() - start:.0f} s", flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
