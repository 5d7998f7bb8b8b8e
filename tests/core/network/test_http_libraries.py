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


def test_httpx_is_loaded_without_its_command_line() -> None:
    assert output_of(f"{LOADED}    print('rich' in sys.modules, httpx.codes.OK.value)") == "False 200"
