"""Takes the pictures in README.md from a running demonstration: python -m tests.browser.screens http://127.0.0.1:8000"""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browsers import chromium_path, flags, fonts_configuration

FOLDER = Path(__file__).resolve().parent.parent / "golden" / "screens"
#: Name of the picture, who is signed in, the page, its width and height in pixels.
SCREENS = (
    ("library", "", "/", 1200, 640),
    ("review", "reviewer-legal", "/regulations/member-welfare/editions/2/review", 1200, 760),
    ("session", "secretary", "/sessions/1", 1200, 760),
)


def main(address: str) -> None:
    """Write every picture of `SCREENS`, in Chinese."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        fonts = str(fonts_configuration(Path(folder)))
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=flags(), env={**os.environ, "FONTCONFIG_FILE": fonts}
        )
        for name, person, path, width, height in SCREENS:
            page = browser.new_context(viewport={"width": width, "height": height}).new_page()
            if person:
                page.goto(f"{address}/sign-in")
                page.click(f'[data-person="{person}"]')
            page.goto(f"{address}{path}?lang=zh")
            page.screenshot(path=str(FOLDER / f"{name}.png"))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
