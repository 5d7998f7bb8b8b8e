"""What is left out while httpx and aiohttp are loaded, and is there again behind that."""

from tests.support.scripts import output_of

LOADED = """
    import ssl
    from gui.core.network import http_libraries, relay_client
    import httpx, sys
"""


def test_a_context_of_this_process_knows_the_authorities_of_the_system() -> None:
    count = "print(len(ssl.create_default_context().get_ca_certs()))"
    assert output_of(f"{LOADED}    {count}") == output_of(f"import ssl\n{count}")


def test_the_contexts_that_aiohttp_makes_for_itself_trust_nobody() -> None:
    shown = output_of(
        f"{LOADED}    made = [one for one in vars(sys.modules['aiohttp.connector']).values()"
        " if isinstance(one, ssl.SSLContext)]\n"
        "    print(len(made), sum(one.cert_store_stats()['x509'] for one in made))"
    )
    assert shown == "2 0"


def test_of_aiohttp_what_nobody_asks_for_is_left_out_and_whoever_does_later_gets_it_whole() -> None:
    left_out = "['aiohttp.tracing', 'aiohttp.multipart', 'aiohttp.client_ws', 'attr.validators', 'certifi']"
    shown = output_of(
        f"{LOADED}    print([name for name in {left_out} if name in sys.modules])\n"
        "    from aiohttp import web\n"
        "    from aiohttp.tracing import TraceConfig\n"
        "    import importlib.metadata\n"
        "    print(TraceConfig().on_request_start is not None, web.Application().frozen)\n"
        "    print(bool(importlib.metadata.version('aiohttp')))"
    )
    assert shown == "[]\nTrue False\nTrue"


def test_what_is_left_out_says_so_where_somebody_uses_it() -> None:
    shown = output_of(
        f"{LOADED}    import aiohttp\n"
        "    try:\n        aiohttp.TraceConfig()\n"
        "    except NotImplementedError as err:\n        print(err)"
    )
    assert shown == "aiohttp.tracing.TraceConfig is left out by gui.core.network.http_libraries"


def test_httpx_is_loaded_without_its_command_line() -> None:
    assert output_of(f"{LOADED}    print('rich' in sys.modules, httpx.codes.OK.value)") == "False 200"
