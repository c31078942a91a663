/** The window of a page, with the classes that belong to it. */
export type PageWindow = Window & typeof globalThis

/** What stands in `html[data-live-status]`; `plain` for a page without the client. */
export type LiveStatus = 'connecting' | 'live' | 'offline' | 'reconnecting' | 'refused' | 'ended' | 'plain'
