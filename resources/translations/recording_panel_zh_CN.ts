<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttemptsView</name>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts ({count}) · Request · Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>marked as recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>marked as ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>handled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} · panel ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answered</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>The connection is being checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the connection…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something was changed after this check. Check once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This connection does not work yet. See what failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection works. Something needs a look soon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeDetails</name>
    <message>
        <source>Listed code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listed family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listed description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listed solution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{family} · in no list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who: {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do: {steps}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeReference</name>
    <message>
        <source>Codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number, a word, a family, or a whole log line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No code is found. Try a part of its number, or fewer words.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectionBar</name>
    <message>
        <source>Profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect an account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answered {age} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} h</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectionDialog</name>
    <message>
        <source>Connection settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect an account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice is built in. It answers like the real service, but nothing is recorded, so there is nothing to set or to check.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ Not saved: see the marked fields.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ Not checked: see the marked fields.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the profile {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings that run through it can then no longer be stopped from this panel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave without saving?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you changed here is not saved yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New connection</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectionForm</name>
    <message>
        <source>There is already a profile of this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for example Main</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relay address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SDKAppID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>account name, not a nickname</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys (*.pem *.key);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CA file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only if your administrator gave you such files:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CredentialBox</name>
    <message>
        <source>Paste a usersig</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the secret key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used is what the keychain has for this profile, or what the environment gives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usersig</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep in the keychain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This session only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer offers no keychain: the credential is forgotten when the panel is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An environment variable gives the credential now. It outranks what is given here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the usersig, or choose to leave it as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the secret key, or choose to leave it as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved: it does not fit. Paste another one, or tick “Use it all the same”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CustomerWords</name>
    <message>
        <source>Say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy what to say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy what to ask</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EnvironmentBadge</name>
    <message>
        <source>PRODUCTION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TEST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OTHER RELAY</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorDetails</name>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy file ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(none)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorHeader</name>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handled…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who: {who}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorPanel</name>
    <message>
        <source>Choose a row to see what is known of it, and what to do next.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExcerptText</name>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all {count} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and {count} more characters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove what can&apos;t be seen from {field}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse for: {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HandledBar</name>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done? (may stay empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as handled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Recording panel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PendingStarts</name>
    <message>
        <source>and {number} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PracticeBand</name>
    <message>
        <source>PRACTICE – nothing is recorded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetBox</name>
    <message>
        <source>Manage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manage presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save or remove presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a new preset…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “{name}”…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags, category, options, source and SDK type are saved under this name.
A preset of the same name is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the preset “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands in the form stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfileActions</name>
    <message>
        <source>Choose a profile above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice rooms: {rooms}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile is saved, but no keychain kept its secret: it is used for this session only.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfileList</name>
    <message>
        <source>Profiles</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Cancel the retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuitDialog</name>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them running and quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing the window stops no recording. You find them here again at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One recording is live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} recordings are live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still waiting for an answer: {count}. The window closes once it is here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room {room}: {user}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordingActions</name>
    <message>
        <source>Save report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SecretVerdict</name>
    <message>
        <source>This looks like the secret key. Choose “Give the secret key” above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too long for a usersig. Copy the usersig alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a usersig, or it is damaged or cut. Copy it once more, whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This usersig is for {owner}, but the administrator above is {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This usersig is for app {own}, but the SDKAppID above is {app}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>64 characters, as a secret key has. The panel makes and renews usersigs from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret keys have 64 digits and letters from a to f. This one is different: check it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This looks like a usersig. Choose “Paste a usersig” above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For {owner}, app {app}. Ended {day}: ask for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For {owner}, app {app}, ends {moment}: after that you can neither start nor stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For {owner}, app {app}, ends soon: {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For {owner}, app {app}, ends {day}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SessionActions</name>
    <message>
        <source>Stop recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guest came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy room and user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy file ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy for VOD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark handled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop {count} recordings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SessionEmptyState</name>
    <message>
        <source>Start for {room}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in room, user and file name, then press Start recording. It will show here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is in no recording of this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No start of {room} from this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No start of {room} from this computer since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another computer may have started it. The service can&apos;t be asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is live in this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has ended yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SessionFilterBar</name>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the selected recordings (F8)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop a recording not in this list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop {count} recordings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SessionModel</name>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SessionTable</name>
    <message>
        <source>Live sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartFields</name>
    <message>
        <source>Room ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the person to record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transcode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screenshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watermark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SDK type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal SDK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoT camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed for the next start only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>e.g. {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartForm</name>
    <message>
        <source>New recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This start is already on its way.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartLiveDialog</name>
    <message>
        <source>Already live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guest came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recording does not go on by itself when its guest left and came back. If that happened, press Guest came back: it sends a start for the same room and user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} in room {room} is live in this list already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} in room {room} is being recorded already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{elapsed} so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>begun by {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepButtons</name>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{step} ({seconds} s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StopDialog</name>
    <message>
        <source>Stop this recording?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop these {count} recordings?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop {count} recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of them: begun by {names}, not by you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begun by {names}, not by you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings to stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>begun by {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StopOtherDialog</name>
    <message>
        <source>Stop a recording not in this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which recording is to stop?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SDK type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoT camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a recording that another computer began. It is sent through the profile {profile}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StopResult</name>
    <message>
        <source>Result of the stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy for VOD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the result of the stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop {count} again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping: {done} of {every}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} stopped, 1 file id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} stopped, {files} file ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} without file ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} unconfirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} not sent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SuggestionsLine</name>
    <message>
        <source>Did you mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} in room {room}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagsField</name>
    <message>
        <source>Type a tag, then a comma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out what can&apos;t be seen: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An empty tag was left out.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WillSendLine</name>
    <message>
        <source>screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoT camera SDK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tag {tags}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tags {tags}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {number} more tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>category {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transcode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>screenshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>watermark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will send: {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ Something went wrong in the panel itself. The list still shows what the ledger has. Copy the details for the makers of this panel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Chip</name>
    <message>
        <source>Remove tag {tag}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <source>A start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting… {passed} of {limit} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next try in {left} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered {code}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>({number} of {tries})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
