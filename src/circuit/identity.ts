/** Who a circuit belongs to. */
export interface CircuitIdentity {
  readonly id: string
  readonly secret: string
  readonly visitor: string
  /** The id in the page token, and when that expires. */
  readonly page: string
  readonly expires: number
  /** What its document calls itself. */
  readonly nonce: string
}
