<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
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
</TS>
