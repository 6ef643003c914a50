"""The browser's rails hold: it reads the guide, reaches nothing else, and axe sees what is wrong."""

import pytest


def test_guide_opens_with_its_stylesheet(page):
    page.goto("/")
    assert page.locator("h1").count() == 1
    sheets = page.evaluate("Array.from(document.styleSheets, sheet => sheet.cssRules.length)")
    assert sheets
    assert min(sheets) > 0


def test_axe_names_rule_place_and_html(page, check_accessibility):
    page.goto("/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img id=bad>')")
    with pytest.raises(AssertionError) as error:
        check_accessibility(page)
    assert '\n  image-alt (critical): Images must have alternative text\n    #bad\n      <img id="bad">' in str(
        error.value
    )


def test_request_to_another_machine_is_refused_and_noted(page, requests_elsewhere, complaints):
    page.goto("/")
    with page.expect_event("requestfailed") as failed:
        page.evaluate("document.location = 'http://192.0.2.1/'")
    assert failed.value.url == "http://192.0.2.1/"
    assert requests_elsewhere == ["http://192.0.2.1/"]
    requests_elsewhere.clear()
    complaints.clear()


def test_refusal_of_the_content_policy_is_noted(page, complaints):
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
    page.wait_for_function("true")
    assert {"Content Security Policy directive 'style-src 'self''" in text for text in complaints} == {True}
    complaints.clear()


def test_demo_manager_signs_in(sign_in):
    page = sign_in("demo-manager")
    assert page.locator("#user-tools").is_visible()
