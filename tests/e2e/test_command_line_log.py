"""What the command line leaves in the log: steps by the session's number, and nothing of whom or where."""

from pathlib import Path

from tests.support.e2e.command_line import Panel
from tests.support.simulator.service_process import Service

LOG = Path(".local/state/recording-panel/log")


def log_of(panel: Panel) -> str:
    (path,) = (Path(panel.environment["HOME"]) / LOG).glob("*/recording-panel.log")
    return path.read_text(encoding="utf-8")


def test_each_step_is_logged_by_the_number_of_its_session_and_nobody_is_named(
    panel: Panel, service: Service
) -> None:
    panel.environment["RECORDING_PANEL_OPERATOR"] = "wang"
    service.arm(operation="start", account="nobody", code=30000411, message="words of the service", times=1)
    assert panel.start(990001, "alice", "--tag", "my-tag").status == 0
    stopped = panel.stop(990001, "alice")
    assert panel.start(990001, "nobody").status == 1
    text = log_of(panel)
    for words in (
        "start_stop began",
        "session 1: start, intent",
        "session 1: start, answer: accepted, ",
        "session 1: stop, answer: accepted, ",
        "session 2: start, answer: refused, 30000411 (answered), ",
        "start_stop ended, version ",
    ):
        assert words in text
    assert text.count(" ms\n") == 3
    ids = stopped.fields["file_ids"]
    assert ids
    secret, home = (panel.environment[name] for name in ("RECORDING_PANEL_USER_SIG", "HOME"))
    left_out = ("990001", "alice", "my-tag", "interview", "of the service", "wang", *ids, secret, home)
    assert [word for word in left_out if word in text] == []


def test_doctor_names_data_folder_and_log_and_what_only_reads_touches_none(panel: Panel) -> None:
    assert panel.run("sessions", "--json").status == 0
    logs = Path(panel.environment["HOME"]) / LOG
    assert not logs.exists()
    found = {fields["check"]: fields for fields in panel.run("doctor", "--json").all_fields}
    assert found["folder"]["detail"] == str(panel.data_dir)
    assert found["log"]["detail"].startswith(str(logs))
    assert found["log"]["light"] == "green"
    assert "check of profile 'main': relay is green" in log_of(panel)


def test_a_log_that_can_not_be_written_is_told_by_doctor_and_hinders_nothing(
    panel: Panel, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    state.write_text("in the way", encoding="utf-8")
    panel.environment["XDG_STATE_HOME"] = str(state)
    started = panel.start(990001, "alice")
    assert started.status == 0
    assert started.err == ""
    found = {fields["check"]: fields for fields in panel.run("doctor", "--json").all_fields}
    assert (found["log"]["light"], found["log"]["ok"]) == ("amber", True)
    assert "can't be written" in found["log"]["detail"]
