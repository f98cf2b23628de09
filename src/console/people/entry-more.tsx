import { Hono } from 'hono'
import * as v from 'valibot'
import {
  acceptInvitation,
  type OpenInvitation,
  readInvitation,
  requestReset,
} from '../../auth/invitations.ts'
import { findPasswordFault } from '../../auth/password-rules.ts'
import { PASSWORD_LENGTH } from '../../auth/password-length.ts'
import { finishSignIn, readHalfway } from '../../auth/second-step.ts'
import { deleteOldSessions } from '../../auth/session.ts'
import { personName } from '../../fields.ts'
import { limit } from '../../http.ts'
import { startOutbox } from '../../outbox/start.ts'
import { PlainPage } from '../entry-pages.tsx'
import { backField, consolePath, type ConsoleEnv, readForm } from '../guard.ts'
import { viewOf } from '../view.ts'
import { CodePage, ForgotPage, InvitationPage } from './entry-more-pages.tsx'
import { voiceOf } from './say.ts'

const short = v.pipe(v.string(), v.maxLength(1000))
const CodeForm = v.strictObject({ code: short, back: backField })
const ForgotForm = v.strictObject({ email: short })
const InvitationForm = v.strictObject({ name: short, password: short, again: short })

/** The second step of sign-in, and the links by which people set a password. */
export const entryMore = new Hono<ConsoleEnv>()
  .get('/sign-in/code', async (c) => {
    const back = consolePath(c.req.query('back'), c.var.ports.config.publicUrl)
    if ((await readHalfway(c.var, c.req.raw)) === null) return c.redirect('/admin/sign-in', 303)
    return c.html(<CodePage view={viewOf(c.var)} back={back} />)
  })
  .post(
    '/sign-in/code',
    limit('signIn', (vars) => [deleteOldSessions(vars)]),
    async (c) => {
      const form = await readForm(c.req.raw, CodeForm, c.var.language)
      const back = consolePath(form.back, c.var.ports.config.publicUrl)
      const view = viewOf(c.var)
      const id = await readHalfway(c.var, c.req.raw)
      if (id === null) return c.redirect('/admin/sign-in?over=1', 303)
      const cookies = await finishSignIn(c.var, c.req.raw, id, form.code)
      if (cookies === null) {
        const fault = voiceOf(view)('wrongCode')
        return c.html(<CodePage view={view} back={back} fault={fault} />, 401)
      }
      for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
      return c.redirect(back, 303)
    },
  )
  .get('/forgot', (c) =>
    c.html(<ForgotPage view={viewOf(c.var)} isSent={c.req.query('sent') === '1'} />),
  )
  .post(
    '/forgot',
    limit('signIn', (vars) => [deleteOldSessions(vars)]),
    async (c) => {
      const { email } = await readForm(c.req.raw, ForgotForm, c.var.language)
      await requestReset(c.var, email)
      startOutbox(c.var)
      return c.redirect('/admin/forgot?sent=1', 303)
    },
  )
  .get('/invitation/:token', async (c) => {
    const view = viewOf(c.var)
    const found = await readInvitation(c.var, c.req.param('token'))
    if (found === null) return c.html(closed(view), 410)
    return c.html(<InvitationPage {...{ view, found }} action={c.req.path} name={found.name} />)
  })
  .post(
    '/invitation/:token',
    limit('signIn', (vars) => [deleteOldSessions(vars)]),
    async (c) => {
      const view = viewOf(c.var)
      const found = await readInvitation(c.var, c.req.param('token'))
      if (found === null) return c.html(closed(view), 410)
      const form = await readForm(c.req.raw, InvitationForm, c.var.language)
      const given = checkForm(form, found)
      if (typeof given === 'string') {
        const fault = voiceOf(view)(given, PASSWORD_LENGTH)
        const { name } = form
        return c.html(<InvitationPage {...{ view, found, name, fault }} action={c.req.path} />, 422)
      }
      const isOurs = await acceptInvitation(c.var, found, given)
      if (!isOurs) return c.html(closed(view), 410)
      return c.redirect('/admin/sign-in?set=1', 303)
    },
  )

/** Name and password to set, or the sentence to answer with. */
function checkForm(form: v.InferOutput<typeof InvitationForm>, { email }: OpenInvitation) {
  const name = v.safeParse(personName, form.name)
  const fault = findPasswordFault(form.password, email)
  if (!name.success) return 'nameFault'
  if (form.password !== form.again) return 'passwordsDiffer'
  if (fault !== null) return fault === 'length' ? 'passwordLength' : 'passwordCommon'
  return { name: name.output, password: form.password }
}

function closed(view: ReturnType<typeof viewOf>) {
  const say = voiceOf(view)
  return <PlainPage view={view} title={say('invitation')} text={say('linkClosed')} isOutside />
}
