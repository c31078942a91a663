/** What can be ordered: teas, with their prices in cents for a tin. */
export interface Article {
  readonly name: string
  readonly price: number
}

export const ARTICLES = [
  { name: 'Assam', price: 890 },
  { name: 'Darjeeling', price: 1_290 },
  { name: 'Earl Grey', price: 790 },
  { name: 'Genmaicha', price: 980 },
  { name: 'Lapsang Souchong', price: 1_150 },
  { name: 'Matcha', price: 2_400 },
  { name: 'Peppermint', price: 540 },
  { name: 'Rooibos', price: 620 },
  { name: 'White Peony', price: 1_760 },
] as const satisfies readonly Article[]
