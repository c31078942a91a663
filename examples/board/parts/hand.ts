import { local } from 'overwire/local'

/**
 * What a user has in hand, which the server learns when something comes of it: the card with the focus, the card that is
 * dragged, and what it is held over.
 */
export const hand = local('hand', { focused: 0, dragged: 0, over: '' })
