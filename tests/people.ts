import { hashPassword } from '../src/auth/password.ts'
import { account, moderator, type Role } from '../src/schema.ts'
import { uuidv7 } from '../src/uuid.ts'
import { PUBLIC_URL, type TestApp } from './support.ts'

export const PASSWORD = 'một câu dài dễ nhớ'

interface Sent {
  cookie?: string
  origin?: string | null
  language?: string
}

/** A form as a browser sends it from one of our own pages, unless told otherwise. */
export function sendForm(
  t: TestApp,
  path: string,
  fields: Record<string, string>,
  { cookie, origin = PUBLIC_URL }: Sent = {},
) {
  return t.request(path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(origin !== null && { Origin: origin }),
      ...(cookie !== undefined && { Cookie: cookie }),
    },
    body: new URLSearchParams(fields).toString(),
  })
}

/** Somebody who can sign in, as an invitation makes them. */
export async function addModerator(
  { ports }: TestApp,
  email: string,
  changes: { role?: Role; sites?: string[]; name?: string; isDisabled?: boolean } = {},
) {
  const id = uuidv7(new Date())
  const now = ports.now()
  const times = { createdAt: now, updatedAt: now }
  await ports.db
    .insert(moderator)
    .values({ id, name: 'Lê Thu Hà', email, role: 'moderator', ...times, ...changes })
  const password = await hashPassword(PASSWORD)
  await ports.db.insert(account).values({
    id: uuidv7(new Date()),
    accountId: id,
    providerId: 'credential',
    userId: id,
    password,
    ...times,
  })
  return id
}

/** The cookies that an answer sets, as the browser would send them back. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Signs in by the page and gives the cookies. */
export async function signIn(t: TestApp, email: string): Promise<string> {
  const response = await sendForm(t, '/admin/sign-in', { email, password: PASSWORD })
  if (response.status !== 303) throw new Error(`Sign-in answered ${response.status}`)
  return cookiesOf(response)
}
