"""The texts for sessions and problems: what is now, why, what to do, and who can."""

from datetime import UTC, datetime

from gui.commands.context import Context
from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem, is_at_another_desk
from gui.core.catalogue.guidance import Step
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import PRACTICE_NAME, Operation, State
from gui.core.foundation.plain_text import visible
from gui.core.foundation.system import boot_moment
from gui.core.presentation.state_texts import shown, user_text
from gui.core.sessions.boot_time import moment_of
from gui.core.sessions.offered_steps import OfferedStep, steps_for, steps_without_session
from gui.core.sessions.session import Session

_MESSAGE_LIMIT = 300
_NAME_LIMIT = 120
_TEAM_LIMIT = 600
_LEDGER_WORDS = (
    LocalFailure.LEDGER,
    LocalFailure.LEDGER_LOCKED,
    LocalFailure.LEDGER_DAMAGED,
    LocalFailure.LEDGER_MOVED,
    LocalFailure.LEDGER_NEWER,
    LocalFailure.LEDGER_UNREADABLE,
    LocalFailure.LEDGER_AFTER,
    LocalFailure.NO_FILE_LOCKS,
)

_CREDENTIAL_WORDS = (
    LocalFailure.CREDENTIAL,
    LocalFailure.KEYCHAIN,
    LocalFailure.KEYCHAIN_LOCKED,
    LocalFailure.KEYCHAIN_SLOW,
)


def state_text(context: Context, session: Session) -> str:
    """What is known of a session, never more."""
    now = moment_of(session, datetime.now(UTC), boot_moment())
    return shown(session, context.messages, now).text


def session_line(context: Context, session: Session, name: str = "") -> str:
    """One line: state, room, user, source, profile and session.

    :param name: what the team calls it; empty for no team.
    """
    return context.text(
        "cli.headline",
        state=state_text(context, session),
        room=session.target.room,
        user=user_text(session, context.messages),
        profile=profile_text(context, session.profile),
        session=visible(name or session.id, _NAME_LIMIT),
    )


def profile_text(context: Context, profile: str) -> str:
    """A profile's name; with Practice the text adds that nothing is recorded."""
    return context.text("cli.practice") if profile == PRACTICE_NAME else visible(profile, _NAME_LIMIT)


def who_text(session: Session) -> str:
    """Who began it; and who looks after it since, where somebody took it over."""
    began, keeper = visible(session.operator, 40), session.keeper
    if (keeper.operator, keeper.desk) == (session.operator, session.desk):
        return began
    return f"{began} → {visible(keeper.operator, 40)}"


def accepted_lines(context: Context, session: Session, name: str = "") -> list[str]:
    """What an accepted request left; the name as for :func:`session_line`."""
    lines = [session_line(context, session, name)]
    if session.settings.file_name:
        file_name = visible(session.settings.file_name, _NAME_LIMIT)
        lines.append(context.text("cli.file_name_line", name=file_name))
    if session.state is State.STOPPED:
        lines += [context.text("cli.file_id_line", id=visible(file_id)) for file_id in session.file_ids]
        if session.files_missing and session.file_ids:
            lines.append(
                context.text(
                    "cli.files_missing", count=len(session.file_ids), expected=session.files_expected
                )
            )
    return lines


def problem_lines(
    context: Context,
    problem: Problem,
    operation: Operation | None = None,
    session: Session | None = None,
    *,
    sends: bool = True,
) -> list[str]:
    """Code, description, solution; for an operation also what the documents leave out, who, and what next.

    :param sends: False for a command that sends nothing anyway.
    """
    if problem.word is LocalFailure.TEAM and operation is None:
        # Its sentence names the thing and the remedy.
        return [visible(words_of(problem, context.messages), _TEAM_LIMIT)]
    if is_at_another_desk(problem):
        return [visible(words_of(problem, context.messages), _MESSAGE_LIMIT)]
    entry = context.catalogue.of(problem, sends=sends)
    lines = [
        context.text("cli.code_line", code=problem.code, text=entry.description)
        if problem.code is not None
        else entry.description,
        context.text("cli.solution_line", text=entry.solution),
    ]
    if operation is not None:
        lines += _advice_lines(context, problem, operation, session)
    if told := words_of(problem, context.messages):
        words = "cli.service_words" if problem.delivery is Delivery.ANSWERED else "cli.system_words"
        lines.append(context.text(words, text=visible(told, _MESSAGE_LIMIT)))
    if problem.word in _CREDENTIAL_WORDS:
        lines.append(context.text("cli.credential_line"))
    if problem.word in _LEDGER_WORDS and context.has_data_dir:
        lines.append(context.text("cli.data_folder_line", folder=visible(str(context.data_dir))))
    return lines


def of_reading(problem: Problem) -> Problem:
    """The same for a command that only reads: nothing was going to be sent, or written."""
    if problem.word is not LocalFailure.LEDGER:
        return problem
    return Problem(
        problem.delivery,
        word=LocalFailure.LEDGER_UNREADABLE,
        message=problem.message,
        detail=problem.detail,
    )


def _advice_lines(
    context: Context, problem: Problem, operation: Operation, session: Session | None
) -> list[str]:
    guidance = for_problem(problem, operation)
    note = [context.text(f"note.{guidance.note}")] if guidance.note else []
    if session is None:
        offered = steps_without_session(problem, operation)
    else:
        offered = steps_for(session, datetime.now(UTC))
    who = context.text("cli.who_line", who=context.text(f"who.{guidance.who.value}"))
    if not offered:
        return [*note, who]
    return [*note, f"{who} {context.text('cli.steps_line', steps=_steps(context, offered, session))}"]


def _steps(context: Context, offered: tuple[OfferedStep, ...], session: Session | None) -> str:
    """The next steps; those that a command does by itself come with the command."""
    return "; ".join(_step(context, offer.step, session) for offer in offered)


def _step(context: Context, step: Step, session: Session | None) -> str:
    words = context.text(f"step.{step.value}")
    decision = {Step.IT_IS_RECORDING: "recording", Step.MARK_AS_ENDED: "ended"}.get(step)
    if decision is None or session is None:
        return words
    return f"{words} (recording-panel settle {session.id} {decision})"
