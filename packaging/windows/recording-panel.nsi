; The installer for Windows: for one user, without an administrator's rights, in English and Chinese.
; Usage: makensis -INPUTCHARSET UTF8 -DVERSION=NUMBER -DPAYLOAD=FOLDER -DICON=FILE.ico -DLICENCE=FILE -DOUT=FILE.exe recording-panel.nsi
;   PAYLOAD   the folder that PyInstaller made: both programs and _internal
; Not run on Windows: see README.md beside this file. Here it is only compiled.

Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include MUI2.nsh

!define TITLE "Recording panel"
!define COMMAND "recording-panel.exe"
!define WINDOW "recording-panel-window.exe"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\RecordingPanel"
!define APP_PATH "Software\Microsoft\Windows\CurrentVersion\App Paths\${COMMAND}"

Name "${TITLE}"
OutFile "${OUT}"
; The user's data is in $LOCALAPPDATA\recording-panel, never in here.
InstallDir "$LOCALAPPDATA\Programs\Recording panel"
InstallDirRegKey HKCU "${REMOVAL}" "InstallLocation"
BrandingText "${TITLE} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "${TITLE}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT licence; parts under licences of their own"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

; The first one is for systems in any other language.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString OPEN ${LANG_ENGLISH} "${TITLE} is open. Close its window, then choose Retry."
LangString OPEN ${LANG_SIMPCHINESE} "录制面板正在运行。请关闭其窗口，然后点击“重试”。"
LangString KEPT ${LANG_ENGLISH} "Your list of recordings and your profiles stay in $LOCALAPPDATA\recording-panel."
LangString KEPT ${LANG_SIMPCHINESE} "录制列表和连接配置仍保留在 $LOCALAPPDATA\recording-panel。"

; An executable that runs can't be written to.
!macro WAIT_UNTIL_CLOSED PREFIX
Function ${PREFIX}waitUntilClosed
  Push $0
  again:
    IfFileExists "$INSTDIR\${WINDOW}" 0 closed
    ClearErrors
    FileOpen $0 "$INSTDIR\${WINDOW}" a
    IfErrors running
    FileClose $0
    IfFileExists "$INSTDIR\${COMMAND}" 0 closed
    ClearErrors
    FileOpen $0 "$INSTDIR\${COMMAND}" a
    IfErrors running
    FileClose $0
    Goto closed
  running:
    ; Without a person to ask (/S), nothing is changed.
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(OPEN)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 1
    Quit
  closed:
    ClearErrors
    Pop $0
FunctionEnd
!macroend
!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

; Only what the installer brought: the folder may have been chosen where other files are.
!macro REMOVE_PROGRAM
  Delete "$INSTDIR\${COMMAND}"
  Delete "$INSTDIR\${WINDOW}"
  RMDir /r "$INSTDIR\_internal"
!macroend

Section
  Call waitUntilClosed
  ; An older version's modules must not be found beside the new ones.
  !insertmacro REMOVE_PROGRAM
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${WINDOW}"

  WriteRegStr HKCU "${APP_PATH}" "" "$INSTDIR\${COMMAND}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayIcon" "$INSTDIR\${WINDOW}"
  WriteRegStr HKCU "${REMOVAL}" "Publisher" "The Recording panel authors"
  WriteRegStr HKCU "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Call un.waitUntilClosed
  !insertmacro REMOVE_PROGRAM
  Delete "$INSTDIR\uninstall.exe"
  ; Goes only where it is empty.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegKey HKCU "${APP_PATH}"
  DeleteRegKey HKCU "${REMOVAL}"
  DetailPrint "$(KEPT)"
SectionEnd
