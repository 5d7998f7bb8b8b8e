"""Every start option is wherever an option has to be; one that was forgotten somewhere fails there by name.

The form is in tests/widgets/start_form/test_start_options_in_form.py, the command line in
tests/e2e/test_command_line_recording.py.
"""

import csv
import io
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from gui.core.batch.rows import TEMPLATE, read_batch
from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.enums import Field, Operation, Source
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.ledger.session_json import json_of, session_in
from gui.core.presentation.session_details import asked_for
from gui.core.profiles.preset import Preset
from gui.core.profiles.presets import Presets
from gui.core.protocol.request import start_of, start_request
from gui.core.protocol.start_options import (
    NO_OPTIONS,
    START_OPTIONS,
    OnOffOptions,
    OptionType,
    StartOption,
    StartOptions,
)
from gui.core.protocol.wire import RECORD_FIELDS, Nonces
from gui.core.reports.json_fields import session_fields
from gui.core.reports.session_export import COLUMNS
from gui.core.reports.text_formats import field_cell
from gui.core.session_list.store import SessionStore
from tests.support.core.ledger import begin, opened
from tests.support.core.recorder_setup import desk
from tests.support.core.start_options import NAME, cell_of, value_of, with_only, without
from tests.support.session_samples import recording

ENGLISH = Messages("en")
NONCES = Nonces(1, 2, "3")
WHOM = {"room": 990001, "account": "alice", "source": Source.CAMERA}
every_option = pytest.mark.parametrize("option", START_OPTIONS, ids=lambda option: option.name.value)


def packet_of(options: StartOptions) -> dict[str, object]:
    """What a start with these options has on the wire."""
    body = json.loads(
        start_of(options, room=990001, account="alice", source=Source.CAMERA).packet(1, NONCES).encode()
    )
    found: dict[str, object] = body["reqbody"]["req_0x5"]
    return found


def preset_with(option: StartOption) -> Preset:
    """A preset that keeps this option as it was typed."""
    typed: dict[str, Any] = {
        option.name: cell_of(option) if option.type is OptionType.NUMBER else value_of(option)
    }
    return Preset(**typed)


# The description.


def test_what_is_described_is_what_a_start_has() -> None:
    assert {option.name.value for option in START_OPTIONS} == {field.name for field in fields(StartOptions)}
    on_off = {option.name.value for option in START_OPTIONS if option.type is OptionType.ON_OFF}
    assert on_off == {field.name for field in fields(OnOffOptions)}
    assert {option.name for option in START_OPTIONS} == set(Field) - {Field.ROOM, Field.ACCOUNT, Field.SOURCE}


@every_option
def test_an_option_has_a_name_of_its_own_on_the_wire_and_on_the_command_line(option: StartOption) -> None:
    others = [one for one in START_OPTIONS if one is not option]
    assert option.wire not in [one.wire for one in others]
    assert option.flag not in [one.flag for one in others]
    assert option.flag.startswith("--")


@every_option
def test_an_option_has_its_words_in_every_language(option: StartOption) -> None:
    keys = [option.words] if option.type is not OptionType.CHOICE else [*option.choices.values()]
    help_key = f"cli.option.{option.flag.removeprefix('--').replace('-', '_')}"
    for language in LANGUAGES:
        for key in (*keys, help_key):
            assert Messages(language).text(key)


# The request.


@every_option
def test_a_request_takes_an_option_and_the_packet_carries_it(option: StartOption) -> None:
    request = start_request({**WHOM, "file_name": NAME, option.name.value: value_of(option)})
    assert option.value(request.options) == value_of(option)
    assert option.wire in RECORD_FIELDS
    assert packet_of(with_only(option))[option.wire] == option.for_packet(with_only(option)) is not None


@every_option
def test_what_nobody_has_set_is_not_in_the_packet(option: StartOption) -> None:
    always = {"uint32_oper", "uint32_record_data_type", "uint32_sdk_type", "string_file_name"}
    assert packet_of(StartOptions(NAME)).keys() == always
    assert packet_of(with_only(option)).keys() == always | {option.wire}


@every_option
async def test_start_again_sends_an_option_again(option: StartOption, tmp_path: Path) -> None:
    request = start_of(with_only(option), room=990001, account="alice", source=Source.CAMERA)
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="start", code=30000411)
        await it.recorder.start("Main", request)
        again = await it.recorder.start_again("1")
        assert again.session is not None
        assert again.session.settings == with_only(option)
        sent = [json.loads(entry.body)["reqbody"] for entry in it.simulator.record]
        assert sent[0] == sent[1] == {"req_0x5": packet_of(with_only(option))}


# What is kept.


@every_option
async def test_the_ledger_keeps_an_option(option: StartOption, tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        opening = await begin(ledger, options=with_only(option))
        (kept,) = await ledger.sessions_of([opening.session.id])
    assert kept.settings == with_only(option)


def settings_in(row: object) -> StartOptions | None:
    found = session_in(json.dumps(row))
    return None if found is None else found.settings


@every_option
def test_a_row_of_an_older_panel_has_the_option_unset(option: StartOption) -> None:
    row = json.loads(json_of(recording(1, settings=with_only(option))))
    del row["settings"][option.name]
    assert settings_in(row) == without(option)


def test_a_row_of_a_newer_panel_is_read_without_what_is_unknown() -> None:
    row = json.loads(json_of(recording(1, settings=StartOptions(NAME))))
    row["settings"]["of_a_newer_panel"] = True
    assert settings_in(row) == StartOptions(NAME)


@every_option
def test_the_list_keeps_an_option(option: StartOption) -> None:
    store = SessionStore(lambda session: (f"{session.settings.file_name}\n", ""))
    plain, with_it = recording(1, settings=StartOptions(NAME)), recording(2, settings=with_only(option))
    slots = [store.put(session) for session in (plain, with_it)]
    assert [store.session(slot) for slot in slots] == [plain, with_it]


@every_option
def test_a_preset_keeps_an_option_and_an_older_one_has_it_unset(option: StartOption, tmp_path: Path) -> None:
    if option.name is Field.FILE_NAME:
        pytest.skip("a preset is for many recordings, each with a name of its own")
    presets = Presets(tmp_path)
    assert presets.put("Course", preset_with(option))["Course"] == preset_with(option) != Preset()
    stored = json.loads(presets.path.read_text(encoding="utf-8"))
    del stored["presets"]["Course"][option.name]
    presets.path.write_text(json.dumps(stored), encoding="utf-8")
    assert presets.load()["Course"] == Preset()


# What is shown and told.


@every_option
def test_json_and_tables_have_an_option(option: StartOption) -> None:
    found = session_fields(recording(1, settings=with_only(option)), Catalogue("en"))
    assert found[option.name] == option.for_scripts(with_only(option))
    assert found[option.name] != option.for_scripts(NO_OPTIONS)
    assert COLUMNS.count(option.name.value) == 1
    assert field_cell(option.name.value, found[option.name])


@every_option
def test_the_page_of_a_session_shows_an_option(option: StartOption) -> None:
    with_it, plain = (
        {fact.name: fact.value for fact in asked_for(recording(1, settings=settings), ENGLISH)}
        for settings in (with_only(option), without(option))
    )
    (changed,) = [name for name in with_it if with_it[name] != plain[name]]
    shown = {
        OptionType.ON_OFF: option.words,
        OptionType.CHOICE: [*option.choices.values()][-1] if option.choices else "",
    }
    assert changed == ENGLISH.text("page.options" if option.type in shown else option.words)
    if option.type in shown:
        assert ENGLISH.text(shown[option.type]) in with_it[changed].split(" · ")


# Batch files.


@every_option
def test_a_batch_file_has_a_column_for_an_option(option: StartOption) -> None:
    cells = {"room": "1", "account": "a", "file_name": NAME, option.name.value: cell_of(option)}
    content = f"{','.join(cells)}\n{','.join(cells.values())}\n"
    (row,) = read_batch(content.encode(), Operation.START).rows
    assert row.request == start_of(with_only(option), room=1, account="a", source=Source.CAMERA)


@every_option
def test_the_template_has_the_column_filled_in_as_it_is_unset(option: StartOption) -> None:
    first, second = csv.DictReader(io.StringIO(TEMPLATE))
    assert option.name in first
    assert len(first) == len(second) == len(Field)
    if option.type in (OptionType.ON_OFF, OptionType.CHOICE):
        assert first[option.name]
    assert len(read_batch(TEMPLATE.encode(), Operation.START).rows) == 2
