; Inno Setup 6: makes the installer for Windows out of dist\suivi, which `pyinstaller build.spec` makes first.
;
;   iscc resources\packaging\windows\suivi.iss
;
; For one user, without an administrator's password. The data (%LOCALAPPDATA%\Suivi) is another folder than the program's
; (%LOCALAPPDATA%\Programs\Suivi), and neither an update nor the uninstaller touches it.

#define Root AddBackslash(SourcePath) + "..\..\.."
#define Bundle Root + "\dist\suivi"
; The version comes from desktop_app/__init__.py by way of the program's version resource (see build.spec).
#define Version GetStringFileInfo(Bundle + "\suivi.exe", PRODUCT_VERSION)

[Setup]
AppId={{6F0C2C0E-4B0B-4B57-9B8C-0C7D6A3F5E21}
AppName=Suivi
AppVersion={#Version}
AppVerName=Suivi {#Version}
AppPublisher=Suivi
DefaultDirName={autopf}\Suivi
DefaultGroupName=Suivi
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
CloseApplications=yes
RestartApplications=no
SetupIconFile={#Root}\resources\packaging\icons\suivi.ico
UninstallDisplayIcon={app}\suivi.exe
UninstallDisplayName=Suivi
OutputDir={#Root}\dist
OutputBaseFilename=suivi-{#Version}-windows-x64
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ShowLanguageDialog=auto

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"

[CustomMessages]
en.Autostart=Start Suivi when I sign in to this PC
fr.Autostart=Démarrer Suivi quand j’ouvre ma session sur ce PC
es.Autostart=Iniciar Suivi cuando abro sesión en este PC
en.Comment=Contacts, next actions and who has been waiting too long
fr.Comment=Les contacts, les prochaines actions et qui est en attente depuis trop longtemps
es.Comment=Los contactos, las próximas acciones y quién espera desde hace demasiado tiempo

[Tasks]
Name: "autostart"; Description: "{cm:Autostart}"; Flags: unchecked
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; Libraries of the version before, under names that the new one may not have.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\Suivi"; Filename: "{app}\suivi.exe"; Comment: "{cm:Comment}"
Name: "{autodesktop}\Suivi"; Filename: "{app}\suivi.exe"; Comment: "{cm:Comment}"; Tasks: desktopicon

[Registry]
; The same value as the program's own "start with the session" writes, so that either can be undone in the other.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: string; ValueName: "suivi"; ValueData: """{app}\suivi.exe"" --minimised"; Tasks: autostart
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: none; ValueName: "suivi"; Flags: dontcreatekey uninsdeletevalue

[Run]
Filename: "{app}\suivi.exe"; Description: "{cm:LaunchProgram,Suivi}"; Flags: nowait postinstall skipifsilent
