"""The command that signs, and verify, which answers for signature, digest, manifest and text at once."""

import json
import os

import vouching
from conftest import ROOT
from editing import ADA, GOOD
from patients import SECRET, TOML
from vouching import PASSPHRASE, Authority

authority, rsa_key, key = vouching.authority, vouching.rsa_key, vouching.key


def test_verify_answers_for_signature_digest_manifest_and_text(run, demo, tmp_path, authority, key):
    (tmp_path / "clinic.toml").write_text(
        f'[signing]\nkey = "{key}"\nlevel = "B-LTA"\ntsa = "{authority.address}"\n'
        f'roots = "{authority.folder}/root.pem"\n'
        'passphrase_file = "passphrase"\n'
    )
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n")
    assert run("build", demo).returncode == 0
    draft = run("sign", "build/demo.pdf")
    assert (draft.returncode, "draft is not signed" in draft.stderr) == (1, True)
    assert run("approve", demo, *ADA).returncode == 0
    assert run("build", demo).returncode == 0
    done = run("sign", "build/demo.pdf")
    assert (done.returncode, done.stdout, done.stderr) == (0, "build/demo-signed.pdf: signed.\n", "")
    sound = run("verify", "build/demo-signed.pdf")
    assert sound.returncode == 0
    words = " ".join(sound.stdout.split())
    assert ": proven. Words:" in words
    assert "Signed by Hill Clinic" in words
    assert words.endswith("(B-LTA), and unchanged since. Your certificate authorities vouch for it.")
    assert run("verify", "build").stdout.endswith("2 of 2 files are as they were made.\n")

    described = json.loads((tmp_path / "build/demo-signed.json").read_text())
    assert described["signed"]["unsigned"]["name"] == "demo.pdf"
    assert "signed" not in json.loads((tmp_path / "build/demo.json").read_text())
    described["signed"]["by"] = "Somebody Else"
    (tmp_path / "build/demo-signed.json").write_text(json.dumps(described))
    told = run("verify", "build/demo-signed.pdf")
    assert (told.returncode, "does not describe this signature" in " ".join(told.stderr.split())) == (4, True)
    described["signed"]["by"] = "Hill Clinic"
    (tmp_path / "build/demo-signed.json").write_text(json.dumps(described))

    Authority(tmp_path, "http://nowhere.example")
    clinic = tmp_path / "clinic.toml"
    clinic.write_text(clinic.read_text().replace(f"{authority.folder}/root.pem", "root.pem"))
    told = run("verify", "build/demo-signed.pdf")
    assert (told.returncode, "do not vouch for this signature" in " ".join(told.stderr.split())) == (4, True)


def test_without_a_key_a_passphrase_or_the_package_it_says_what_to_do(run, demo, tmp_path, key, monkeypatch):
    (tmp_path / "without/pyhanko").mkdir(parents=True)
    (tmp_path / "without/pyhanko/__init__.py").write_text('raise ModuleNotFoundError("gone", name="pyhanko")')
    told = run("sign", "demo.pdf", env=os.environ | {"PYTHONPATH": f"{tmp_path}/without:{ROOT}"})
    assert (told.returncode, "pip install 'handouts[records]'" in told.stderr) == (2, True)
    assert run("approve", demo, *ADA).returncode == 0
    assert run("build", demo).returncode == 0
    for arguments, said in (((), "Name a key"), (("--key", key), "Give the passphrase in a file")):
        told = run("sign", "build/demo.pdf", *arguments)
        assert (told.returncode, said in told.stderr) == (2, True)
    monkeypatch.setenv("HANDOUTS_PASSPHRASE", PASSPHRASE)
    assert run("sign", "build/demo.pdf", "--key", key).returncode == 0
    told = run("verify", "build/demo-signed.pdf")
    assert (told.returncode, "(B-B), and unchanged since. Nobody was asked to vouch for it" in told.stdout) == (0, True)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and key.read_bytes() in path.read_bytes()]


def test_a_pack_for_a_patient_is_signed_and_stays_private(run, demo, tmp_path, key, monkeypatch):
    (tmp_path / "content/other.md").write_text(GOOD.replace("Demo", "Other").replace("demo", "other"))
    (tmp_path / "home.toml").write_text('title = "Home"\nleaflets = ["content/demo.md", "content/other.md"]\n')
    (tmp_path / "who.toml").write_text("".join(line + "\n" for line in TOML.splitlines()[:3]))
    for text in ("demo", "other"):
        assert run("approve", f"content/{text}.md", *ADA).returncode == 0
    assert run("pack", "home.toml", "--patient", "who.toml", "--out", "private").returncode == 0
    (pdf,) = (tmp_path / "private").glob("*.pdf")
    monkeypatch.setenv("HANDOUTS_PASSPHRASE", PASSPHRASE)
    done = run("sign", pdf, "--key", key)
    assert done.returncode == 0
    assert [word for word in SECRET if word in done.stdout + done.stderr] == []
    made = [path for path in (tmp_path / "private").iterdir() if "signed" in path.name]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}
    assert sorted(path.suffix for path in made) == [".json", ".pdf"]
    assert run("verify", "private").stdout.endswith("2 of 2 files are as they were made.\n")
    (signed,) = (path for path in made if path.suffix == ".pdf")
    signed.write_bytes(signed.read_bytes() + b"%\n")
    told = run("verify", "private")
    assert (told.returncode, "not proven (pdf-changed)" in told.stdout) == (4, True)
