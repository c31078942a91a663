export const de = {
  site: {
    description:
      'Artikel über Seiten, die sich ändern, während man sie ansieht, auf einer Site, die so gemacht ist.',
    skip: 'Zum Inhalt springen',
    pages: 'Seiten',
    footer: 'Eine Verbindung, und keine Seite wird zweimal geladen. Das Netzwerk-Fenster zeigt es.',
    script: 'Dies braucht JavaScript. Lesen, Suchen und Anmelden gehen ohne.',
  },
  pages: {
    articles: 'Artikel',
    authors: 'Autoren',
    settings: 'Einstellungen',
    desk: 'Schreibtisch',
    login: 'Anmelden',
  },
  timer: { label: 'Lesezeit', start: 'Uhr starten', pause: 'Uhr anhalten' },
  home: {
    title: 'Seiten, die leben',
    heading: 'Artikel, gezeigt von dem, was sie beschreiben',
    what: 'Sie erzählen, wie Overwire arbeitet, und Overwire zeigt sie. Folgen Sie einem Link: Ein kurzer Text geht zum Server, die nächste Seite kommt über den WebSocket, und nur das wird gesendet, worin sie sich von dieser unterscheidet.',
    together:
      'Öffnen Sie einen Artikel in zwei Fenstern, reagieren Sie in einem und schreiben Sie einen Kommentar. Das andere zeigt beides sofort.',
    begin: 'Mit dem ersten Artikel beginnen',
    latest: 'Zuletzt erschienen',
    all: 'Alle Artikel',
  },
  articles: {
    loading: 'Wird geladen …',
    title: 'Artikel',
    search: 'Artikel durchsuchen',
    go: 'Suchen',
    found: `.input {$count :integer}
      .match $count
      0   {{Nichts gefunden. Versuchen Sie ein anderes Wort.}}
      one {{Ein Artikel}}
      *   {{{$count} Artikel}}`,
    pager: 'Seiten der Liste',
    page: 'Seite {$page :integer} von {$pages :integer}',
    newer: 'Zurück',
    older: 'Weitere',
    list: 'Artikel',
  },
  article: {
    helpful: 'Hilfreich',
    around: 'Andere Artikel',
    previous: 'Davor',
    next: 'Danach',
  },
  comments: {
    title: 'Kommentare',
    write: 'Einen Kommentar schreiben',
    name: 'Ihr Name',
    text: 'Ihr Kommentar',
    send: 'Kommentar senden',
    noName: 'Bitte sagen Sie, wer Sie sind.',
    longName: 'Bitte bleiben Sie unter 40 Zeichen.',
    shortText: 'Bitte schreiben Sie etwas mehr.',
    longText: 'Bitte bleiben Sie unter 1.000 Zeichen.',
  },
  authors: {
    title: 'Autoren',
    count: `.input {$count :integer}
      .match $count
      one {{Ein Artikel}}
      *   {{{$count} Artikel}}`,
  },
  login: {
    title: 'Anmelden',
    why: 'Autoren melden sich an, um zu schreiben. Dies ist ein Beispiel, deshalb hier ein Zugang: der Name ist {$name}, das Passwort {$password}.',
    name: 'Name',
    password: 'Passwort',
    go: 'Anmelden',
    refused: 'Das ist nicht das Passwort eines Autors mit diesem Namen.',
  },
  desk: {
    title: 'Ihr Schreibtisch',
    welcome: 'Hallo, {$name}. Diese Artikel dürfen Sie ändern.',
    write: 'Einen Artikel schreiben',
    edit: 'Ändern',
    logout: 'Abmelden',
  },
  editor: {
    create: 'Ein neuer Artikel',
    change: 'Einen Artikel ändern',
    title: 'Titel',
    summary: 'Zusammenfassung',
    markdown: 'Text, in Markdown',
    preview: 'Vorschau',
    save: 'Speichern',
    saved: 'Gespeichert. Wer ihn gerade liest, sieht es jetzt.',
    unsaved: 'Noch nicht gespeichert.',
    leave: 'Was Sie geschrieben haben, ist nicht gespeichert. Trotzdem verlassen?',
    short: 'Bitte schreiben Sie etwas mehr.',
    long: 'Bitte schreiben Sie kürzer.',
  },
  settings: {
    title: 'Einstellungen',
    language: 'Sprache',
    look: 'Aussehen',
    looks: { system: 'Wie das Gerät', light: 'Hell', dark: 'Dunkel' },
    lookKept: 'Im Cookie der Sitzung: Die erste Antwort kennt es, und nichts flackert.',
    size: 'Größe des Textes',
    sizes: { small: 'Klein', medium: 'Mittel', large: 'Groß' },
    sizeKept: 'Nur in diesem Browser: Der Server fragt danach, sobald die Seite lebt.',
    sample: 'So sieht ein Artikel aus.',
  },
  missing: {
    title: 'Diese Seite gibt es nicht',
    text: 'Vielleicht gab es sie einmal, oder die Adresse hat einen Fehler.',
    back: 'Zur ersten Seite',
  },
  failed: {
    title: 'Das ging nicht',
    text: 'Es liegt an uns. Bitte kommen Sie in einer Minute wieder.',
  },
} as const
