"""How long a request may take, step by step, and how large its answer may be. Knows no HTTP."""

from typing import Final

ANSWER_LIMIT_S: Final = 8.0
"""Time for the whole exchange; the gateway itself gives up within 3 s (PROTOCOL.md, "Transport")."""
CONNECT_LIMIT_S: Final = 3.0
"""Time for name, connection and TLS together."""
IDLE_LIMIT_S: Final = 5.0
"""A connection that was idle for longer is often dead: it is not used again."""
PROBE_WAIT_S: Final = 0.3
"""How long a TLS 1.3 server may take to report that it misses the client certificate."""
PROOF_LIFETIME_S: Final = 600.0
"""How long an answer proves that certificates are accepted; then the next request probes first."""
ANSWER_LIMIT_BYTES: Final = 4 * 1024 * 1024
