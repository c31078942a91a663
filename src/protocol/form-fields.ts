/** The hidden fields of a form that is held in a field of a view. Its handlers do not see them. */

/** Names the form. */
export const FORM_FIELD = 'live-form'

/** Says whose page the form stands in, sealed: see `FormTokens`. */
export const TOKEN_FIELD = 'live-token'
