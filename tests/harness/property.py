"""More examples of the recorder's state machine than the test has; as a program."""

import argparse

from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.benchmarks.printing import count
from tests.harness.recorder_state_machine import STEPS, Fire


def main() -> None:
    """``packaging/bench --property [N]``: a counterexample is raised, with the clicks that lead to it."""
    parser = argparse.ArgumentParser(prog="bench --property")
    parser.add_argument("examples", type=int, nargs="?", default=500)
    examples: int = parser.parse_args().examples
    chosen = settings(Fire.TestCase.settings, max_examples=examples, phases=tuple(Phase))
    run_state_machine_as_test(Fire, settings=chosen)
    count("property: examples without a counterexample", examples, "examples")
    count("property: steps of each, at most", STEPS, "steps")


if __name__ == "__main__":
    main()
