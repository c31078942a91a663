/** What the model of kept pages has in the place of nodes and events. */
/** What is in the page for one visit. */
export interface Content {
  /** That of the server; another one when it was renewed. */
  visit: number
  readonly user: number
  /** The layout that it stands in. */
  readonly around: number
  hasCovered: boolean
}

export interface Act {
  readonly on: Content
  readonly location: string
  readonly isTyping: boolean
  end: 'none' | 'sent' | 'refused' | 'passed over'
}
