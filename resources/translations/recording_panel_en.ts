<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>AlertTexts</name>
    <message numerus="yes">
        <source>{count} recordings need attention</source>
        <translation>
            <numerusform>{count} recording needs attention</numerusform>
            <numerusform>{count} recordings need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AttentionController</name>
    <message numerus="yes">
        <source>Show them</source>
        <translation>
            <numerusform>Show it</numerusform>
            <numerusform>Show them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} starts were never sent: the panel ended first.</source>
        <translation>
            <numerusform>One start was never sent: the panel ended first.</numerusform>
            <numerusform>{count} starts were never sent: the panel ended first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show them, then decide for each.</source>
        <translation>
            <numerusform>Show it, then decide what to do.</numerusform>
            <numerusform>Show them, then decide for each.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchController</name>
    <message numerus="yes">
        <source>The batch {file} was cut: {left} of {rows} rows were never sent.</source>
        <translation>
            <numerusform>The batch {file} was cut: {left} of {rows} rows was never sent.</numerusform>
            <numerusform>The batch {file} was cut: {left} of {rows} rows were never sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchFilePage</name>
    <message numerus="yes">
        <source>Send all {count} rows from the first?</source>
        <translation>
            <numerusform>Send the row from the first?</numerusform>
            <numerusform>Send all {count} rows from the first?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchRunPage</name>
    <message numerus="yes">
        <source>Send the {count} rows that were not sent</source>
        <translation>
            <numerusform>Send the row that was not sent</numerusform>
            <numerusform>Send the {count} rows that were not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send the {count} failed rows again</source>
        <translation>
            <numerusform>Send the failed row again</numerusform>
            <numerusform>Send the {count} failed rows again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchWords</name>
    <message numerus="yes">
        <source>{count} starts in {place}</source>
        <translation>
            <numerusform>{count} start in {place}</numerusform>
            <numerusform>{count} starts in {place}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} stops in {place}</source>
        <translation>
            <numerusform>{count} stop in {place}</numerusform>
            <numerusform>{count} stops in {place}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Start {count} recordings</source>
        <translation>
            <numerusform>Start {count} recording</numerusform>
            <numerusform>Start {count} recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop {count} recordings</source>
        <translation>
            <numerusform>Stop {count} recording</numerusform>
            <numerusform>Stop {count} recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} requests a second</source>
        <translation>
            <numerusform>{count} request a second</numerusform>
            <numerusform>{count} requests a second</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} lines are wrong.</source>
        <translation>
            <numerusform>{count} line is wrong.</numerusform>
            <numerusform>{count} lines are wrong.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkResult</name>
    <message numerus="yes">
        <source>Nothing more is sent: waiting for {count} answers</source>
        <translation>
            <numerusform>Nothing more is sent: waiting for {count} answer</numerusform>
            <numerusform>Nothing more is sent: waiting for {count} answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExcerptText</name>
    <message numerus="yes">
        <source>… and {count} more characters</source>
        <translation>
            <numerusform>… and {count} more character</numerusform>
            <numerusform>… and {count} more characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportController</name>
    <message numerus="yes">
        <source>{done} sessions exported: {path}</source>
        <translation>
            <numerusform>{done} session exported: {path}</numerusform>
            <numerusform>{done} sessions exported: {path}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LedgerBackup</name>
    <message numerus="yes">
        <source>{count} recordings are backed up: {path}</source>
        <translation>
            <numerusform>{count} recording is backed up: {path}</numerusform>
            <numerusform>{count} recordings are backed up: {path}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewAbove</name>
    <message numerus="yes">
        <source>%Ln new above</source>
        <translation>
            <numerusform>%Ln new above</numerusform>
            <numerusform>%Ln new above</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeSlot</name>
    <message numerus="yes">
        <source>{number} more</source>
        <translation>
            <numerusform>{number} more</numerusform>
            <numerusform>{number} more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverrunAlarm</name>
    <message numerus="yes">
        <source>Show them</source>
        <translation>
            <numerusform>Show it</numerusform>
            <numerusform>Show them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message numerus="yes">
        <source>%n need attention. Nothing starts or stops by itself.</source>
        <translation>
            <numerusform>%n needs attention. Nothing starts or stops by itself.</numerusform>
            <numerusform>%n need attention. Nothing starts or stops by itself.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines taken.</source>
        <translation>
            <numerusform>%n line taken.</numerusform>
            <numerusform>%n lines taken.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProfileChanges</name>
    <message numerus="yes">
        <source>Not saved: {count} live recordings of this profile are at the relay and app of before. Stop them first, or save the new connection under another name.</source>
        <translation>
            <numerusform>Not saved: {count} live recording of this profile is at the relay and app of before. Stop it first, or save the new connection under another name.</numerusform>
            <numerusform>Not saved: {count} live recordings of this profile are at the relay and app of before. Stop them first, or save the new connection under another name.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} recordings of this profile may still be running, so it stays.</source>
        <translation>
            <numerusform>{count} recording of this profile may still be running, so it stays.</numerusform>
            <numerusform>{count} recordings of this profile may still be running, so it stays.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuitDialog</name>
    <message numerus="yes">
        <source>Keep them running and quit</source>
        <translation>
            <numerusform>Keep it running and quit</numerusform>
            <numerusform>Keep them running and quit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Closing the window stops no recording. You find them here again at the next start.</source>
        <translation>
            <numerusform>Closing the window stops no recording. You find it here again at the next start.</numerusform>
            <numerusform>Closing the window stops no recording. You find them here again at the next start.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} recordings are live</source>
        <translation>
            <numerusform>One recording is live</numerusform>
            <numerusform>{count} recordings are live</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordCommands</name>
    <message numerus="yes">
        <source>Keep the last {count} months</source>
        <translation>
            <numerusform>Keep the last {count} month</numerusform>
            <numerusform>Keep the last {count} months</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RemoveProfileDialog</name>
    <message numerus="yes">
        <source>{count} live recordings hang on the profile {name}</source>
        <translation>
            <numerusform>{count} live recording hangs on the profile {name}</numerusform>
            <numerusform>{count} live recordings hang on the profile {name}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestSummary</name>
    <message numerus="yes">
        <source>tags {tags}</source>
        <translation>
            <numerusform>tag {tags}</numerusform>
            <numerusform>tags {tags}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and {number} more tags</source>
        <translation>
            <numerusform>and {number} more tag</numerusform>
            <numerusform>and {number} more tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionSummary</name>
    <message numerus="yes">
        <source>Stop {count} recordings</source>
        <translation>
            <numerusform>Stop {count} recording</numerusform>
            <numerusform>Stop {count} recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} are being stopped already</source>
        <translation>
            <numerusform>{count} is being stopped already</numerusform>
            <numerusform>{count} are being stopped already</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionWords</name>
    <message numerus="yes">
        <source>{count} are recording…</source>
        <translation>
            <numerusform>{count} is recording…</numerusform>
            <numerusform>{count} are recording…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and {count} other failures</source>
        <translation>
            <numerusform>and {count} other failure</numerusform>
            <numerusform>and {count} other failures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SessionList</name>
    <message numerus="yes">
        <source>%Ln no longer match the filter: kept for now</source>
        <translation>
            <numerusform>%Ln no longer matches the filter: kept for now</numerusform>
            <numerusform>%Ln no longer match the filter: kept for now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need attention in {profile}</source>
        <translation>
            <numerusform>%Ln needs attention in {profile}</numerusform>
            <numerusform>%Ln need attention in {profile}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShiftView</name>
    <message numerus="yes">
        <source>need attention</source>
        <translation>
            <numerusform>needs attention</numerusform>
            <numerusform>need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>live, and %Ln in other profiles</source>
        <translation>
            <numerusform>live, and %Ln in another account</numerusform>
            <numerusform>live, and %Ln in other profiles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>handed to you, not taken over yet</source>
        <translation>
            <numerusform>handed to you, not taken over yet</numerusform>
            <numerusform>handed to you, not taken over yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the plan of the day need attention</source>
        <translation>
            <numerusform>%n of the plan of the day needs attention</numerusform>
            <numerusform>%n of the plan of the day need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>{number} recordings</source>
        <translation>
            <numerusform>{number} recording</numerusform>
            <numerusform>{number} recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{number} selected</source>
        <translation>
            <numerusform>{number} selected</numerusform>
            <numerusform>{number} selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln live elsewhere</source>
        <translation>
            <numerusform>%Ln live elsewhere</numerusform>
            <numerusform>%Ln live elsewhere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StopController</name>
    <message numerus="yes">
        <source>{count} are being stopped already</source>
        <translation>
            <numerusform>{count} is being stopped already</numerusform>
            <numerusform>{count} are being stopped already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No stop sent for {count}: ended or started anew.</source>
        <translation>
            <numerusform>No stop sent: ended or started anew.</numerusform>
            <numerusform>No stop sent for {count}: ended or started anew.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StopDialog</name>
    <message numerus="yes">
        <source>{count} stay live: {names}</source>
        <translation>
            <numerusform>{count} stays live: {names}</numerusform>
            <numerusform>{count} stay live: {names}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StopResult</name>
    <message numerus="yes">
        <source>{count} stopped, {files} file ids</source>
        <translation>
            <numerusform>{count} stopped, {files} file id</numerusform>
            <numerusform>{count} stopped, {files} file ids</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoTexts</name>
    <message numerus="yes">
        <source>Undo: marked {count} as recording</source>
        <translation>
            <numerusform>Undo: marked {count} as recording</numerusform>
            <numerusform>Undo: marked {count} as recording</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo: marked {count} as ended</source>
        <translation>
            <numerusform>Undo: marked {count} as ended</numerusform>
            <numerusform>Undo: marked {count} as ended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo: marked {count} as handled</source>
        <translation>
            <numerusform>Undo: marked {count} as handled</numerusform>
            <numerusform>Undo: marked {count} as handled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} stay as they are: somebody has acted on them since.</source>
        <translation>
            <numerusform>{count} stays as it is: somebody has acted on it since.</numerusform>
            <numerusform>{count} stay as they are: somebody has acted on them since.</numerusform>
        </translation>
    </message>
</context>
</TS>
