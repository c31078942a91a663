/** Marks what has left the page and is only seen until its transition ends. */
export const LEAVING = 'data-live-leaving'
