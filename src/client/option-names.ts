/** What an element with one of these attributes says of its actions is done by the module of options. */
export const OPTION_NAMES = 'paste|drop|debounce|throttle|keys|confirm|prevent|stop|once|self'
