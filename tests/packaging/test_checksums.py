"""The lists of checksums: whoever has the downloads alone can compare them all."""

import subprocess
from pathlib import Path

from tests.support.tree import ROOT


def test_the_downloads_have_a_list_of_their_own_and_the_bundle_s_files_another(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name in ("panel.deb", "panel.run", "bundle/recording-panel/part"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(name)
    script = (ROOT / "packaging/package").read_text(encoding="utf-8")
    function = script[script.index("write_checksums() {") :].partition("\n}\n")[0] + "\n}\n"
    subprocess.run(["bash", "-euc", f"work={tmp_path}\n{function}write_checksums"], check=True, timeout=30)
    for folder, names in ((out, ["panel.deb", "panel.run"]), (out / "bundle", ["recording-panel/part"])):
        sums = folder / "SHA256SUMS"
        assert [line.split()[1] for line in sums.read_text().splitlines()] == names
        subprocess.run(["sha256sum", "--check", "--quiet", sums], cwd=folder, check=True, timeout=30)
