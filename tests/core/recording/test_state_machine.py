"""Recorder, ledger and service under every order of clicks, answers, faults, restarts and decisions."""

from tests.harness.recorder_state_machine import Fire

TestFire = Fire.TestCase
