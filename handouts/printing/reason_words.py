"""The words a journal may give as a reason: a closed list, so that no text of a printer, or of a job, gets in."""

from __future__ import annotations

# Keywords of job-state-reasons and printer-state-reasons: RFC 8011, 5.3.8 and 5.4.12, PWG 5100.3, .7, .11 and .22.
STANDARD = """
aborted-by-system account-authorization-failed account-closed account-info-needed account-limit-reached
bander-failure cancel-in-progress compression-error configuration-change conflicting-attributes connected-to-destination
connecting-to-destination connecting-to-device cover-open deactivated destination-uri-failed developer-empty
developer-low digital-signature-did-not-verify document-access-error document-format-error document-password-error
document-permission-error document-security-error document-unprintable-error door-open errors-detected fuser-failure
fuser-over-temp fuser-under-temp hold-new-jobs input-media-size-change input-tray-missing interlock-open
interpreter-resource-unavailable job-canceled-after-timeout job-canceled-at-device job-canceled-by-operator
job-canceled-by-user job-completed-successfully job-completed-with-errors job-completed-with-warnings
job-data-insufficient job-delay-output-until-specified job-digital-signature-wait job-fetchable job-held-for-review
job-held-on-create job-hold-until-specified job-incoming job-interpreting job-outgoing job-password-wait
job-printed-successfully job-printed-with-errors job-printed-with-warnings job-printing job-queued
job-queued-for-marker job-release-wait job-restartable job-resuming job-saved-successfully job-saved-with-errors
job-saving job-spooling job-streaming job-suspended job-suspended-by-operator job-suspended-by-system
job-suspended-by-user job-suspending job-transferring job-transforming life-almost-over life-over marker-failure
marker-supply-empty marker-supply-low marker-supply-missing marker-waste-almost-full marker-waste-full media-drying
media-empty media-jam media-low media-needed media-path-cannot-duplex-media-selected media-path-failure media-path-jam
moving-to-paused none opc-life-over opc-near-eol other other-warning output-area-almost-full output-area-full
output-mailbox-select-failure output-tray-missing paused power-down power-up printer-stopped
printer-stopped-partly processing-to-stop-point queued-in-device resources-are-not-ready
resources-are-not-supported service-off-line shutdown spool-area-full stapler-empty stapler-jam stopped-partly
stopping storage-full submission-interrupted timed-out toner-empty toner-low transfer-failure tray-missing
unsupported-attributes-or-values unsupported-document-format unsupported-media-size waiting-for-user-action
warnings-detected
""".split()  # noqa: SIM905 - a list of a hundred lines would say no more

CUPS = """
cups-certificate cups-insecure-filter cups-missing-filter cups-remote-canceled cups-remote-completed cups-remote-pending
cups-remote-pending-held cups-remote-processing cups-remote-stopped cups-waiting-for-job-completed offline
""".split()  # noqa: SIM905 - as above
OWN = (
    *(
        "busy",
        "cups-filter-failed",
        "interrupted",
        "lost",
        "not-sent",
        "perhaps-twice",
        "printed-already",
        "refused",
        "restarted",
    ),
    *("unreachable", "untrusted"),
)
WORDS = frozenset((*STANDARD, *CUPS, *OWN))
SEVERITIES = ("-error", "-warning", "-report")


def reason_word(keyword: str) -> str:
    """Return a keyword that is known, without how grave it is; ``other`` for any other one, nothing for nothing."""
    for ending in ("", *SEVERITIES):
        word = keyword.removesuffix(ending)
        if word in WORDS:
            return word
    return "other" if keyword else ""
