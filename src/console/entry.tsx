import { Hono } from 'hono'
import * as v from 'valibot'
import { PASSWORD_LENGTH } from '../auth/password-length.ts'
import { deleteOldSessions, endSession, forgetCookie } from '../auth/session.ts'
import {
  createFirstModerator,
  type FirstModerator,
  hasModerator,
  isSetupOpen,
} from '../auth/setup.ts'
import { email, personName } from '../fields.ts'
import { limit } from '../http.ts'
import { PlainPage, SetupPage, SignInPage } from './entry-pages.tsx'
import { findPasswordFault } from '../auth/password-rules.ts'
import { type PeopleKey, voiceOf } from './people/say.ts'
import { backField, consolePath, type ConsoleEnv, readForm } from './guard.ts'
import type { TextKey } from './texts.ts'
import { viewOf } from './view.ts'

/** Raw bounds only: what no account can have must look like a wrong password. */
const SignInForm = v.strictObject({
  email: v.pipe(v.string(), v.maxLength(1000)),
  password: v.pipe(v.string(), v.maxLength(1000)),
  back: backField,
})

const SetupForm = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(1000)),
  email: v.pipe(v.string(), v.maxLength(1000)),
  password: v.pipe(v.string(), v.maxLength(1000)),
  again: v.pipe(v.string(), v.maxLength(1000)),
})

/** The ways in and out: sign-in, sign-out and the first moderator's set-up. */
export const entry = new Hono<ConsoleEnv>()
  .get('/sign-in', async (c) => {
    const view = viewOf(c.var)
    const back = consolePath(c.req.query('back'), c.var.ports.config.publicUrl)
    const isFirst = !(await hasModerator(c.var.ports.db))
    const notice = isFirst ? 'nobodyYet' : noticeFor(c.req.query())
    return c.html(<SignInPage view={view} back={back} notice={notice && voiceOf(view)(notice)} />)
  })
  .post(
    '/sign-in',
    limit('signIn', (vars) => [deleteOldSessions(vars)]),
    async (c) => {
      const form = await readForm(c.req.raw, SignInForm, c.var.language)
      const back = consolePath(form.back, c.var.ports.config.publicUrl)
      const { signIn } = await import('../auth/sign-in.ts')
      const outcome = await signIn(c.var, c.req.raw, form)
      if (outcome === null) {
        const view = viewOf(c.var)
        const error = view.say('signInFailed')
        return c.html(<SignInPage view={view} back={back} email={form.email} error={error} />, 401)
      }
      for (const cookie of outcome.cookies) c.header('Set-Cookie', cookie, { append: true })
      const next = `/admin/sign-in/code?back=${encodeURIComponent(back)}`
      return c.redirect(outcome.needsCode ? next : back, 303)
    },
  )
  .post('/sign-out', async (c) => {
    await endSession(c.var, c.req.raw)
    c.header('Set-Cookie', forgetCookie(c.var.ports.config))
    c.header('Clear-Site-Data', '"cache"')
    return c.redirect('/admin/sign-in?out=1', 303)
  })
  .get('/setup/:token', async (c) => {
    const view = viewOf(c.var)
    if (!(await isSetupOpen(c.var, c.req.param('token')))) return c.html(setupClosed(view), 410)
    return c.html(<SetupPage view={view} action={c.req.path} />)
  })
  .post('/setup/:token', async (c) => {
    const view = viewOf(c.var)
    if (!(await isSetupOpen(c.var, c.req.param('token')))) return c.html(setupClosed(view), 410)
    const form = await readForm(c.req.raw, SetupForm, c.var.language)
    const person = checkPerson(form)
    if (typeof person === 'string') {
      const error = voiceOf(view)(person, PASSWORD_LENGTH)
      const { name, email } = form
      return c.html(
        <SetupPage view={view} action={c.req.path} name={name} email={email} error={error} />,
        422,
      )
    }
    if (!(await createFirstModerator(c.var, person))) return c.html(setupClosed(view), 410)
    const { signIn } = await import('../auth/sign-in.ts')
    const outcome = await signIn(c.var, c.req.raw, person)
    for (const cookie of outcome?.cookies ?? []) c.header('Set-Cookie', cookie, { append: true })
    return c.redirect('/admin/', 303)
  })

/** What has just happened to whoever comes to the sign-in page. */
function noticeFor(query: Record<string, string>): PeopleKey | TextKey | null {
  if (query['out'] === '1') return 'signedOut'
  if (query['over'] === '1') return 'halfwayOver'
  return query['set'] === '1' ? 'passwordSet' : null
}

/** The person the form describes, or the sentence to answer with. */
function checkPerson(form: v.InferOutput<typeof SetupForm>): FirstModerator | PeopleKey | TextKey {
  const name = v.safeParse(personName, form.name)
  const address = v.safeParse(email, form.email)
  const { password, again } = form
  if (!name.success) return 'nameFault'
  if (!address.success) return 'emailFault'
  if (password !== again) return 'passwordsDiffer'
  const fault = findPasswordFault(password, address.output)
  if (fault !== null) return fault === 'length' ? 'passwordLength' : 'passwordCommon'
  return { name: name.output, email: address.output, password }
}

function setupClosed(view: ReturnType<typeof viewOf>) {
  return (
    <PlainPage view={view} title={view.say('setup')} text={view.say('setupClosed')} isOutside />
  )
}
