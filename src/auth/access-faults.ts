/** What refusals of the sign-in proxy's assertion say, so that pages can say it in the reader's language. */
export const accessFaults = {
  assertion: 'The sign-in proxy’s assertion is not valid',
  nobody: 'The sign-in proxy knows you, but there is no enabled account with your address here',
} as const
