"""``/docs`` as people see it: a real browser, cut off from every network, opens it, authorises and runs a request."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app.domain.records import Person
from tests.server.conftest import Clients, Served, Team
from tests.support.office import Office

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
SECONDS = 60


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Any]:
    """Chromium without a window; names resolve to nothing but this PC, and what it does in the background is off."""
    if BROWSER is None or DRIVER is None:
        pytest.skip("no Chromium here: apt-get install chromium chromium-driver")
    from selenium import webdriver  # noqa: PLC0415 - slow to import, and needed only where there is a browser

    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        "--no-proxy-server",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--window-size=1366,900",
        f"--user-data-dir={tmp_path / 'chromium'}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.set_page_load_timeout(SECONDS)
    yield driver
    driver.quit()


def shown(browser: Any, selector: str) -> Any:
    """The first element that *selector* finds, once it is to be seen."""
    from selenium.webdriver.common.by import By  # noqa: PLC0415
    from selenium.webdriver.support import expected_conditions  # noqa: PLC0415
    from selenium.webdriver.support.ui import WebDriverWait  # noqa: PLC0415

    seen = expected_conditions.visibility_of_element_located((By.CSS_SELECTOR, selector))
    return WebDriverWait(browser, SECONDS).until(seen, f"{selector} was not to be seen")


def press(browser: Any, selector: str) -> None:
    """Press what *selector* finds."""
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", shown(browser, selector))
    shown(browser, selector).click()


def executed(browser: Any, operation: str, client_id: int) -> str:
    """The answer that the page shows to *operation*, sent with the client's number and else as it stands there."""
    part = f"[id='{operation}']"
    press(browser, f"{part} .opblock-summary-control")
    shown(browser, f"{part} [data-param-name='client_id'] input").send_keys(str(client_id))
    press(browser, f"{part} .execute")
    return str(shown(browser, f"{part} .live-responses-table").text)


def requested(browser: Any) -> set[str]:
    """The addresses that the page asked for (not those of the browser's own pages, which come out of itself)."""
    events = [json.loads(line["message"])["message"] for line in browser.get_log("performance")]
    sent = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
    addresses = {params["request"]["url"] for params in sent}
    return {row for row in addresses if not row.startswith(("chrome://", "data:"))}


def test_a_browser_without_internet_runs_a_request(
    browser: Any, served: Served, office: Office, team: Team, person: Person
) -> None:
    token = office.controllers.tokens.make(team.mentor, {"name": "browser"}).text
    browser.get(f"{served.url}/docs")
    assert "Suivi" in shown(browser, ".info .title").text
    press(browser, ".auth-wrapper .authorize")
    shown(browser, ".modal-ux input").send_keys(token)
    press(browser, ".modal-ux .authorize")
    press(browser, ".modal-ux .btn-done")
    read = executed(browser, "operations-Clients-get_client", person.id)
    assert "200" in read
    assert f'"fullName": "{person.full_name}"' in read
    created = executed(browser, "operations-Client_interactions-create_interaction", person.id)
    assert "201" in created
    (recorded,) = office.controllers.client_interactions.of_person(team.mentor, person.id)
    assert f'"id": {recorded.id}' in created
    assert recorded.title == "Financial Counseling - Financial Coach Referal"  # the example that stands there

    addresses = requested(browser)
    assert f"{served.url}/api/clients/{person.id}" in addresses
    assert f"{served.url}/docs/swagger-ui-bundle.js" in addresses
    assert all(row.startswith(f"{served.url}/") for row in addresses), addresses
    said = [line["message"] for line in browser.get_log("browser")]
    assert said == []  # nothing was blocked by the page's own policy, nothing was missing


def test_the_page_allows_nothing_from_outside(client: Clients) -> None:
    nobody: httpx.Client = client(None)
    for path in ("/docs", "/docs/", "/docs/start.js", "/docs/swagger-ui.css", "/openapi.json"):
        answer = nobody.get(path)
        assert answer.status_code == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert not {"unsafe-inline", "unsafe-eval", "http:", "https:", "*"} & set(
            policy.replace("'", " ").split()
        )
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = nobody.get("/docs").text
    assert "http://" not in page
    assert "https://" not in page
    assert "<style" not in page
    assert page.count("<script src=") == page.count("<script")


@pytest.mark.parametrize("name", ["redoc.standalone.js", "__init__.py", "..%2f__init__.py", "%2e%2e", "x"])
def test_only_the_pages_own_files_are_served(client: Clients, name: str) -> None:
    assert client(None).get(f"/docs/{name}").status_code == 404
