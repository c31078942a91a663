export const en = {
  site: {
    description:
      'Articles about pages that change while somebody looks at them, on a site that is made like that.',
    skip: 'Skip to the content',
    pages: 'Pages',
    footer: 'One connection, and no page is loaded twice. Open the network panel and see.',
    script: 'This needs JavaScript. Reading, searching and logging in do not.',
  },
  pages: {
    articles: 'Articles',
    authors: 'Authors',
    settings: 'Settings',
    desk: 'Desk',
    login: 'Log in',
  },
  timer: { label: 'Reading time', start: 'Start the clock', pause: 'Pause the clock' },
  home: {
    title: 'Pages that live',
    heading: 'Articles that are shown by what they describe',
    what: 'They tell how Overwire works, and Overwire shows them. Follow a link: a short text goes to the server, the next page comes back over the WebSocket, and only what differs from this one is sent.',
    together:
      'Open the same article in two windows, react to it in one and write a comment. The other shows both at once.',
    begin: 'Begin with the first article',
    latest: 'The latest',
    all: 'All articles',
  },
  articles: {
    loading: 'Loading…',
    title: 'Articles',
    search: 'Search the articles',
    go: 'Search',
    found: `.input {$count :integer}
      .match $count
      0   {{Nothing was found. Try another word.}}
      one {{One article}}
      *   {{{$count} articles}}`,
    pager: 'Pages of the list',
    page: 'Page {$page :integer} of {$pages :integer}',
    newer: 'Back',
    older: 'More',
    list: 'Articles',
  },
  article: {
    helpful: 'Helpful',
    around: 'Other articles',
    previous: 'Before',
    next: 'Next',
  },
  comments: {
    title: 'Comments',
    write: 'Write a comment',
    name: 'Your name',
    text: 'Your comment',
    send: 'Send comment',
    noName: 'Please say who you are.',
    longName: 'Please keep your name below 40 characters.',
    shortText: 'Please write a little more.',
    longText: 'Please keep it below 1,000 characters.',
  },
  authors: {
    title: 'Authors',
    count: `.input {$count :integer}
      .match $count
      one {{One article}}
      *   {{{$count} articles}}`,
  },
  login: {
    title: 'Log in',
    why: 'Authors log in to write. This is an example, so here is a way in: the name is {$name}, the password {$password}.',
    name: 'Name',
    password: 'Password',
    go: 'Log in',
    refused: 'This is not the password of an author with this name.',
  },
  desk: {
    title: 'Your desk',
    welcome: 'Hello, {$name}. These are the articles that you may change.',
    write: 'Write an article',
    edit: 'Edit',
    logout: 'Log out',
  },
  editor: {
    create: 'A new article',
    change: 'Change an article',
    title: 'Title',
    summary: 'Summary',
    markdown: 'Text, in Markdown',
    preview: 'Preview',
    save: 'Save',
    saved: 'Saved. Everybody who reads it sees it now.',
    unsaved: 'Not saved yet.',
    leave: 'What you have written is not saved. Leave all the same?',
    short: 'Please write a little more.',
    long: 'Please keep it shorter.',
  },
  settings: {
    title: 'Settings',
    language: 'Language',
    look: 'Look',
    looks: { system: 'As the device', light: 'Light', dark: 'Dark' },
    lookKept: 'In the cookie of the session: the first response has it, and nothing flashes.',
    size: 'Size of the text',
    sizes: { small: 'Small', medium: 'Medium', large: 'Large' },
    sizeKept: 'In this browser alone: the server asks for it once the page is live.',
    sample: 'This is how an article looks.',
  },
  missing: {
    title: 'There is no such page',
    text: 'It may have been here, or the address has a slip in it.',
    back: 'To the first page',
  },
  failed: {
    title: 'That did not work',
    text: 'It is our fault. Please come back in a minute.',
  },
} as const
