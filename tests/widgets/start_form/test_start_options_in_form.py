"""Every start option is in the form; one that was forgotten fails by name."""

from datetime import UTC, datetime

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QCheckBox

from gui.core.foundation.enums import Field, Source, State
from gui.core.profiles.preset import Preset
from gui.core.protocol.start_options import START_OPTIONS, OptionType, StartOption
from gui.core.sessions.session import Session, Target
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.start_form.start_form import StartForm
from tests.support.core.start_options import NAME, value_of, with_only, without
from tests.support.widgets.start_form_driver import click_start, requests, said, started

every_option = pytest.mark.parametrize("option", START_OPTIONS, ids=lambda option: option.name.value)


def asked(option: StartOption) -> FormValues:
    """An earlier session with this option, to be edited as a new one."""
    now = datetime.now(UTC)
    target = Target("relay", 1, 10001, "alice", Source.CAMERA)
    return FormValues.of_session(Session(target, "Main", State.FAILED, "Li", now, now, with_only(option)))


def will_send(form: StartForm) -> str:
    return next(line for line in said(form) if line.startswith("Will send"))


@every_option
def test_an_option_of_an_earlier_start_is_in_the_form_and_goes_with_the_next(
    form: StartForm, option: StartOption
) -> None:
    spy = QSignalSpy(form.start_requested)
    form.fill(asked(option))
    click_start(form)
    assert requests(spy)[0].options == with_only(option)


@every_option
def test_an_option_is_named_before_it_is_sent(form: StartForm, option: StartOption) -> None:
    if option.name is Field.FILE_NAME:
        pytest.skip("the name has a line of its own")
    before = will_send(form)
    form.fill(asked(option))
    assert will_send(form) != before


@every_option
def test_an_option_can_be_brought_into_focus(form: StartForm, option: StartOption) -> None:
    form.focus_field(option.name)
    focus = form.focusWidget()
    assert focus is not None
    assert focus.accessibleName()
    assert isinstance(focus, QCheckBox) == (option.type is OptionType.ON_OFF)


@every_option
def test_a_preset_takes_an_option_out_of_the_form_and_brings_it_back(
    form: StartForm, option: StartOption
) -> None:
    if option.name is Field.FILE_NAME:
        pytest.skip("a preset is for many recordings, each with a name of its own")
    saved, spy = QSignalSpy(form.preset_saved), QSignalSpy(form.start_requested)
    form.set_presets({"Course": Preset()})
    form.fields.preset.combo.setCurrentText("Course")
    form.fill(asked(option))
    form.fields.preset.update_action.trigger()
    form.fields.preset.combo.setCurrentText("None")
    click_start(form)
    form.fields.preset.combo.setCurrentText("Course")
    form.fill(FormValues(account="bob"))
    click_start(form)
    assert saved.at(0)[1] != Preset()
    assert [request.options for request in requests(spy)] == [without(option), with_only(option)]


@every_option
def test_nothing_of_an_accepted_start_stays_in_the_form(form: StartForm, option: StartOption) -> None:
    untouched = form.values()
    form.fill(asked(option))
    click_start(form)
    form.show_accepted(started())
    form.fill(FormValues(room=""))
    assert form.values() == untouched


@every_option
def test_what_is_changed_after_the_click_stays_when_the_start_is_accepted(
    form: StartForm, option: StartOption
) -> None:
    form.fill(FormValues(room="10001", account="alice", file_name="first"))
    click_start(form)
    form.fill(asked(option))
    form.show_accepted(started())
    form.fill(FormValues(room="10001", account="alice", file_name=NAME))
    spy = QSignalSpy(form.start_requested)
    click_start(form)
    assert option.value(requests(spy)[0].options) == value_of(option)
