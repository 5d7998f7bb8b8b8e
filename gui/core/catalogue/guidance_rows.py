"""What follows from each answer, per code and operation, and from each failure without a code.

Source: NEXT_STEPS.md, "Codes" and "Failures without a code". Steps stand in the order
in which they are offered; the first is the default.
"""

from dataclasses import replace
from typing import Final

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import HAND_WAIT_S, Effect, Guidance, Retry, Step, Who
from gui.core.foundation.enums import Field, Operation

START: Final = Operation.START
STOP: Final = Operation.STOP

_MAKERS_FIELDS: Final = (30000000, 30000001, 30000003)
_VENDOR_INTERNAL: Final = (30000201, 30000202, 30000203, 30000207, *range(30000405, 30000410), 30000414)
_RECORDER_ASKED: Final = tuple(range(30000301, 30000306))
_NETWORK_THEIRS: Final = (30000401, 30000402, 30000404)
_NOT_FOUND: Final = (30000403, 30000410, 30000411)
_ALREADY_ENDED: Final = (30000412, 30000413)
_CONNECTION: Final = (-5, 60004, 60005, *range(70001, 70021), 70052)
_TOO_OFTEN: Final = (60007, 60011, 60018, 60019)
_GATEWAY_UNSURE: Final = (60008, 60013, 70169, 70500)
_GATEWAY_RANGES: Final = (range(60000, 61000), range(70000, 71000), (80001, 90001))

GUEST_GONE: Final = frozenset(_NOT_FOUND)
"""Codes that mean: room or user not found. At a stop the guest has probably left."""
ALREADY_RECORDING: Final = 30000415

_Pair = dict[Operation, Guidance]
_AGAIN = Step.START_AGAIN


def _both(
    effect: Effect,
    who: Who,
    *steps: Step,
    retry: Retry = Retry.NONE,
    wait_s: int = HAND_WAIT_S,
    note: str = "",
    blamed: tuple[Field, ...] = (),
) -> _Pair:
    """The same for both operations; START_AGAIN stands for *Start / Stop again*."""
    start = Guidance(effect, who, steps, retry=retry, wait_s=wait_s, note=note, blamed=blamed)
    stop_steps = tuple(Step.STOP_AGAIN if step is Step.START_AGAIN else step for step in steps)
    return {START: start, STOP: replace(start, steps=stop_steps)}


_OTHER: Final = _both(Effect.NOTHING, Who.VENDOR, Step.COPY_REPORT, _AGAIN)
# Every failed start that only the vendor can mend leaves the customer unrecorded.
_OTHER[START] = replace(_OTHER[START], last_resort=True)
_MAKERS: Final = _both(Effect.NOTHING, Who.MAKERS, Step.SAVE_REPORT, _AGAIN, note="makers_fields")
_STILL_RECORDING: Final = Guidance(
    Effect.NOTHING, Who.VENDOR, (Step.STOP_AGAIN, Step.COPY_REPORT), note="treat_as_recording"
)
_FILE_NAME: Final = {
    START: Guidance(Effect.NOTHING, Who.YOU, (Step.EDIT_AS_NEW,), blamed=(Field.FILE_NAME,)),
    STOP: replace(_MAKERS[STOP], note="name_empty_at_stop"),
}
_SOURCE_TYPE: Final = {
    START: Guidance(
        Effect.NOTHING,
        Who.YOU_AND_GUEST,
        (Step.EDIT_AS_NEW, Step.START_AGAIN),
        blamed=(Field.SOURCE, Field.SDK_TYPE),
        note="source_does_not_fit",
    ),
    STOP: _OTHER[STOP],
}
_INTERNAL: Final = {
    START: Guidance(
        Effect.NOTHING, Who.VENDOR, (Step.COPY_REPORT, _AGAIN), last_resort=True, note="unrecorded"
    ),
    STOP: _STILL_RECORDING,
}
_ASKED: Final = {
    START: Guidance(
        Effect.MAYBE,
        Who.VENDOR,
        (_AGAIN, Step.IT_IS_RECORDING, Step.COPY_REPORT),
        note="recorder_was_asked",
    ),
    STOP: _STILL_RECORDING,
}
_RETRIED_STOP: Final = replace(_STILL_RECORDING, who=Who.ITSELF_THEN_VENDOR, retry=Retry.DOCUMENTED)
_RECORDER_TIMEOUT: Final = {
    START: Guidance(
        Effect.MAYBE,
        Who.ITSELF_THEN_VENDOR,
        (_AGAIN, Step.IT_IS_RECORDING, Step.COPY_REPORT),
        retry=Retry.DOCUMENTED,
        note="their_network_maybe_started",
    ),
    STOP: _RETRIED_STOP,
}
_THEIR_NETWORK: Final = {
    START: Guidance(
        Effect.NOTHING,
        Who.ITSELF_THEN_VENDOR,
        (_AGAIN, Step.COPY_REPORT),
        retry=Retry.DOCUMENTED,
        last_resort=True,
        note="their_network",
    ),
    STOP: _RETRIED_STOP,
}


def _not_found(*blamed: Field) -> _Pair:
    return {
        START: Guidance(
            Effect.NOTHING,
            Who.YOU_AND_HOST,
            (Step.COPY_QUESTION, Step.EDIT_AS_NEW, _AGAIN),
            blamed=blamed,
            note="not_found_at_start",
        ),
        STOP: Guidance(
            Effect.MAYBE,
            Who.NOBODY,
            (Step.MARK_AS_ENDED, Step.STOP_AGAIN, Step.COPY_FOR_VOD),
            note="guest_has_left",
        ),
    }


_ENDED: Final = {
    START: Guidance(
        Effect.NOTHING,
        Who.VENDOR,
        (Step.SAVE_REPORT, _AGAIN),
        last_resort=True,
        note="makes_no_sense_at_start",
    ),
    STOP: Guidance(Effect.ENDED, Who.NOBODY, (Step.COPY_FOR_VOD,), note="ids_went_elsewhere"),
}
_ALREADY: Final = {
    START: Guidance(
        Effect.MAYBE,
        Who.YOU_AND_GUEST,
        (Step.IT_IS_RECORDING, Step.EDIT_AS_NEW, _AGAIN),
        blamed=(Field.ACCOUNT,),
        note="already_is_likelier",
    ),
    STOP: Guidance(Effect.MAYBE, Who.YOU_AND_GUEST, (Step.STOP_AGAIN, Step.MARK_AS_ENDED)),
}
_HEAD_INTERNAL: Final = {
    START: Guidance(Effect.MAYBE, Who.VENDOR, (_AGAIN, Step.COPY_REPORT), note="maybe_took_effect"),
    STOP: Guidance(
        Effect.NOTHING, Who.VENDOR, (Step.STOP_AGAIN, Step.COPY_REPORT), note="treat_as_recording"
    ),
}
_UNSURE_STEPS: Final = (_AGAIN, Step.IT_IS_RECORDING, Step.COPY_REPORT)
_UNSURE: Final = _both(Effect.MAYBE, Who.VENDOR, *_UNSURE_STEPS, note="maybe_took_effect")
_UNSURE[STOP] = replace(_UNSURE[STOP], retry=Retry.ONCE_MORE)
_SETTINGS: Final = _both(Effect.NOTHING, Who.ADMINISTRATOR, Step.OPEN_SETTINGS, _AGAIN)
_GATEWAY: Final = _both(Effect.NOTHING, Who.ADMINISTRATOR, Step.OPEN_SETTINGS, Step.COPY_REPORT)
_LOOK_UP_TIMEOUT: Final = _both(Effect.NOTHING, Who.VENDOR, _AGAIN, Step.COPY_REPORT)
_LOOK_UP_TIMEOUT[START] = replace(_LOOK_UP_TIMEOUT[START], last_resort=True)

_BY_CODE: Final[dict[int, _Pair]] = {
    **dict.fromkeys(_MAKERS_FIELDS, _MAKERS),
    30000002: _FILE_NAME,
    30000004: _SOURCE_TYPE,
    **dict.fromkeys(_VENDOR_INTERNAL, _INTERNAL),
    **dict.fromkeys(_RECORDER_ASKED, _ASKED),
    30000208: _RECORDER_TIMEOUT,
    **dict.fromkeys(_NETWORK_THEIRS, _THEIR_NETWORK),
    30000403: _not_found(Field.ROOM),
    30000410: _not_found(Field.ROOM),
    30000411: _not_found(Field.ACCOUNT),
    **dict.fromkeys(_ALREADY_ENDED, _ENDED),
    ALREADY_RECORDING: _ALREADY,
    1: _both(Effect.NOTHING, Who.ADMINISTRATOR, Step.COPY_ADMIN_REQUEST, _AGAIN),
    2: _both(Effect.NOTHING, Who.ADMINISTRATOR, Step.COPY_ADMIN_REQUEST, _AGAIN, note="balance_used_up"),
    **dict.fromkeys((-1, -2, -4), _both(Effect.NOTHING, Who.MAKERS, Step.SAVE_REPORT, _AGAIN)),
    -3: _HEAD_INTERNAL,
    **dict.fromkeys(_CONNECTION, _SETTINGS),
    **dict.fromkeys(_TOO_OFTEN, _both(Effect.NOTHING, Who.ITSELF, _AGAIN, retry=Retry.SLOWER)),
    70050: _both(Effect.NOTHING, Who.ADMINISTRATOR, _AGAIN, Step.OPEN_SETTINGS, wait_s=60),
    60014: _LOOK_UP_TIMEOUT,
    **dict.fromkeys(
        (60015, 70107), _both(Effect.NOTHING, Who.YOU, Step.EDIT_AS_NEW, blamed=(Field.ACCOUNT,))
    ),
    **dict.fromkeys(_GATEWAY_UNSURE, _UNSURE),
}

_NEVER_SENT: Final = _both(Effect.NOTHING, Who.YOU_OR_NETWORK, Step.OPEN_SETTINGS, _AGAIN)
_WITH_ADMINISTRATOR: Final = _both(Effect.NOTHING, Who.YOU_AND_ADMINISTRATOR, Step.OPEN_SETTINGS, _AGAIN)
_IN_SETTINGS: Final = _both(Effect.NOTHING, Who.YOU, Step.OPEN_SETTINGS, _AGAIN)
_NOT_SENT_HERE: Final = _both(Effect.NOTHING, Who.YOU, _AGAIN)
_NO_ANSWER: Final = {
    START: Guidance(
        Effect.MAYBE,
        Who.YOU,
        (_AGAIN, Step.IT_IS_RECORDING, Step.MARK_AS_ENDED),
        note="again_tells",
    ),
    STOP: Guidance(
        Effect.MAYBE,
        Who.YOU,
        (Step.STOP_AGAIN, Step.MARK_AS_ENDED),
        retry=Retry.ONCE_MORE,
        note="again_tells_stop",
    ),
}
_APART: Final = _both(
    Effect.MAYBE, Who.YOU_AND_GUEST, Step.COPY_QUESTION, Step.IT_IS_RECORDING, Step.MARK_AS_ENDED
)
"""Nothing is to be sent: a start could only tell that it goes on, and a stop ends the only recording."""
# The answer came and only its row could not be written: nothing is to be sent again.
_UNWRITTEN: Final = Guidance(Effect.MAYBE, Who.YOU, (Step.COPY_REPORT,))
_NOT_ASKED_AGAIN: Final = frozenset(
    {LocalFailure.CANCELLED, LocalFailure.INTERRUPTED, LocalFailure.PANEL_BUG_AFTER}
)
"""After these a stop is not sent once more by itself."""
_BUG: Final = _both(Effect.NOTHING, Who.MAKERS, _AGAIN, Step.SAVE_REPORT)
_HERE: Final = frozenset(
    {
        LocalFailure.BUSY,
        LocalFailure.ALREADY_LIVE,
        LocalFailure.ANOTHER_SESSION,
        LocalFailure.LEDGER,
        LocalFailure.LEDGER_LOCKED,
        LocalFailure.LEDGER_DAMAGED,
        LocalFailure.LEDGER_MOVED,
        LocalFailure.LEDGER_NEWER,
        LocalFailure.LEDGER_UNREADABLE,
        LocalFailure.NO_FILE_LOCKS,
        LocalFailure.SIMULATOR,
        LocalFailure.DROPPED,
        LocalFailure.WITHDRAWN,
        LocalFailure.PANEL_ENDED,
        LocalFailure.INVALID,
        LocalFailure.FILE,
        LocalFailure.TEMPORARY_FILE,
        LocalFailure.SECRET_IN_REPORT,
        LocalFailure.SECRET_IN_PROFILE,
        LocalFailure.TEAM,
        LocalFailure.CANCELLED,
        # The proxy's variable is this computer's, no part of the connection settings.
        LocalFailure.PROXY_LOGIN,
        LocalFailure.PROXY_SETTING,
    }
)


# Whoever runs the relay, or gave out the certificate, has to give another one.
_CERTIFICATES: Final = frozenset(
    {
        LocalFailure.TLS_UNKNOWN_AUTHORITY,
        LocalFailure.TLS_SELF_SIGNED,
        LocalFailure.TLS_EXPIRED,
        LocalFailure.TLS_NOTHING_IN_COMMON,
        LocalFailure.CLIENT_CERTIFICATE_REFUSED,
        LocalFailure.CERTIFICATE_EXPIRED,
        LocalFailure.CERTIFICATE_KEY_MISMATCH,
        LocalFailure.PASSPHRASE_MISSING,
        LocalFailure.PASSPHRASE_WRONG,
    }
)

_GIVEN_OUT: Final = frozenset(
    {
        LocalFailure.CREDENTIAL,
        LocalFailure.CLIENT_CERTIFICATE,
        LocalFailure.CERTIFICATE_FILE,
        LocalFailure.CERTIFICATE_NOT_YET_VALID,
        LocalFailure.TLS_NOT_YET_VALID,
    }
)
"""Staff put it right with what the administrator gives or knows; no network is at fault."""
_SETTINGS_ONLY: Final = frozenset(
    {
        LocalFailure.KEYCHAIN,
        LocalFailure.KEYCHAIN_LOCKED,
        LocalFailure.KEYCHAIN_SLOW,
        LocalFailure.PROFILE,
        LocalFailure.PROFILE_GONE,
    }
)


def for_code(code: int, operation: Operation) -> Guidance:
    """The row of NEXT_STEPS.md, "Codes", for a service code; *any other code* where no row names it."""
    if code in _BY_CODE:
        return _BY_CODE[code][operation]
    return (_GATEWAY if is_gateway_code(code) else _OTHER)[operation]


def is_gateway_code(code: int) -> bool:
    """Whether a code is of the gateway's and the account service's ranges."""
    return any(code in numbers for numbers in _GATEWAY_RANGES)


def for_problem(problem: Problem, operation: Operation) -> Guidance:
    """The row of NEXT_STEPS.md, "Codes" or "Failures without a code", for a problem."""
    if problem.outside_head:
        return _OTHER[operation]
    if problem.code is not None:
        return for_code(problem.code, operation)
    if problem.word is LocalFailure.LEDGER_AFTER:
        return _UNWRITTEN
    if problem.word is LocalFailure.APART:
        return _APART[operation]
    if problem.delivery is Delivery.NO_ANSWER:
        guidance = _NO_ANSWER[operation]
        by_hand = problem.word in _NOT_ASKED_AGAIN
        return replace(guidance, retry=Retry.NONE) if by_hand else guidance
    if problem.word is LocalFailure.PANEL_BUG:
        return _BUG[operation]
    if problem.word in _CERTIFICATES:
        return _SETTINGS[operation]
    if problem.word in _GIVEN_OUT:
        return _WITH_ADMINISTRATOR[operation]
    if problem.word in _SETTINGS_ONLY:
        return _IN_SETTINGS[operation]
    return (_NOT_SENT_HERE if problem.word in _HERE else _NEVER_SENT)[operation]
