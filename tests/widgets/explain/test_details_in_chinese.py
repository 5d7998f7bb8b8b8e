"""A Chinese window is Chinese to the last line: what it says of a failure, and of a certificate file."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableWidget

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Activity, Catalogue, Delivery, LocalFailure, Problem
from gui.core.connection.certificate_check import CertificateFiles as Given
from gui.core.connection.certificate_check import look_at
from gui.core.connection.preflight import Check, Finding, Light
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.messages import Messages
from gui.core.profiles.profiles import ProfileComplaint
from gui.core.sessions.session import Failure
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.connection.preflight_lines import preflight_line
from gui.widgets.explain.attempts_view import AttemptsView
from gui.widgets.explain.error_panel import ErrorPanel
from gui.widgets.style.measures import SMALL
from gui.widgets.window.translations import translate
from tests.support.network.certificate_files import CertificateFiles
from tests.support.session_samples import sample
from tests.support.widgets.lone_widget import discard

CHINESE = Messages("zh_CN")
NOT_READY = Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT, detail=Detail("connect.not_ready"))


@pytest.fixture
def panel() -> Iterator[ErrorPanel]:
    made = ErrorPanel(CHINESE, Catalogue("zh_CN"))
    yield made
    discard(made)


@pytest.fixture
def dialog() -> Iterator[ConnectionDialog]:
    made = ConnectionDialog(CHINESE)
    yield made
    discard(made)


def test_the_error_panel_says_in_chinese_what_the_panel_found(panel: ErrorPanel) -> None:
    panel.show_problem(NOT_READY, Activity.START)
    assert panel.details.message.text() == "准备连接花费的时间过长"
    panel.show_session(sample(1, State.FAILED, failure=Failure.of(NOT_READY, Operation.START)))
    assert panel.details.message.text() == "准备连接花费的时间过长"


def test_the_error_panel_shows_an_older_row_as_it_was_written(panel: ErrorPanel) -> None:
    old = Failure(Delivery.NEVER_SENT, Operation.START, word=LocalFailure.CONNECT, message="timed out")
    panel.show_session(sample(1, State.FAILED, failure=old))
    assert panel.details.message.text() == "timed out"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("large.pem", "large.pem: 超过 4 MiB，不可能是证书"),
        ("cut.p12", "cut.p12: 既不是 PEM，也不是完整的 PKCS#12 文件"),
        ("only.der", "only.der: 只有证书，没有私钥"),
    ],
)
def test_a_file_that_is_no_certificate_is_told_in_chinese_at_its_field(
    dialog: ConnectionDialog, files: CertificateFiles, name: str, words: str
) -> None:
    dialog.form.files.show_look(look_at(Given(client_cert=files.folder / name)))
    assert words in dialog.form.rows["client_cert"].warning


def test_a_file_that_was_refused_as_it_was_saved_is_told_in_chinese_at_its_field(
    dialog: ConnectionDialog,
) -> None:
    why = Detail("certificate.no_key", where="desk.pem")
    dialog.show_refused([ProfileComplaint("client_cert", "certificate_file", {}, why)])
    assert "desk.pem: 其中没有私钥" in dialog.form.rows["client_cert"].complaint


def test_a_check_of_the_connection_says_in_chinese_what_went_wrong() -> None:
    finding = Finding(Check.CONNECTION, Light.RED, problem=NOT_READY)
    assert "准备连接花费的时间过长" in preflight_line(finding, CHINESE, Catalogue("zh_CN")).detail


def test_the_heads_of_the_attempts_are_whole_and_do_not_touch(qapp: QApplication) -> None:
    loaded = translate(qapp, "zh_CN")
    made = AttemptsView()
    made.toggle.setChecked(True)
    made.resize(800, 400)
    made.show()
    try:
        table = made.findChild(QTableWidget)
        assert table is not None
        header = table.horizontalHeader()
        titles = [str(table.model().headerData(n, Qt.Orientation.Horizontal)) for n in range(header.count())]
        assert titles[3:] == ["毫秒", "操作员"]
        # A selected row makes its heads bold, and wider, unless they are told not to.
        assert not header.highlightSections()
        room = [
            header.sectionSize(column) - header.fontMetrics().horizontalAdvance(title)
            for column, title in enumerate(titles)
        ]
        assert min(room) >= SMALL
    finally:
        discard(made)
        for translator in loaded:
            qapp.removeTranslator(translator)
