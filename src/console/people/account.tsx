import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import {
  changePassword,
  dropOwnFactor,
  emailOf,
  endOwnSessions,
  listSessions,
  noteProof,
  provePassword,
} from '../../auth/account.ts'
import { countAttempt } from '../../auth/attempts.ts'
import type { CallerSession } from '../../auth/caller.ts'
import {
  beginFactor,
  confirmFactor,
  describeFactor,
  readWaitingSecret,
  renewBackupCodes,
} from '../../auth/factor.ts'
import { PASSWORD_LENGTH } from '../../auth/password-length.ts'
import { findPasswordFault } from '../../auth/password-rules.ts'
import { totpAddress } from '../../auth/totp.ts'
import { uuid } from '../../fields.ts'
import { parse } from '../../http.ts'
import {
  backField,
  consolePath,
  type DeskEnv,
  readForm,
  requirePassword,
  requirePerson,
} from '../guard.ts'
import { viewOf } from '../view.ts'
import { AccountPage, BackupCodesPage, FactorPage, ProvePage } from './account-pages.tsx'
import { voiceOf } from './say.ts'

const short = v.pipe(v.string(), v.maxLength(1000))
const ProveForm = v.strictObject({ password: short, back: backField })
const PasswordForm = v.strictObject({ current: short, password: short, again: short })
const CodeForm = v.strictObject({ code: short })
const OffForm = v.strictObject({ current: short, code: short })

interface OwnEnv extends DeskEnv {
  Variables: DeskEnv['Variables'] & { own: CallerSession }
}

/** Who came by a sign-in proxy has no session, password or second factor here. */
const requireOwn = createMiddleware<OwnEnv>(async (c, next) => {
  const own = c.var.caller.session
  if (own === undefined) return c.redirect('/admin/account', 303)
  c.set('own', own)
  return next()
})

/** What people do about themselves: sessions, password and second factor. */
export const ownAccount = new Hono<OwnEnv>()
  .get('/account', requirePerson('viewer'), async (c) =>
    c.html(await answerAccount(c.var, { told: c.req.query('told') })),
  )
  .post('/account/password', requirePerson('viewer'), requireOwn, async (c) => {
    const form = await readForm(c.req.raw, PasswordForm, c.var.language)
    const { caller, own } = c.var
    const fault = await findFault(c.var, c.req.raw, form)
    if (fault !== null) {
      const sentence = voiceOf(viewOf(c.var))(fault, PASSWORD_LENGTH)
      return c.html(await answerAccount(c.var, { fault: sentence }), 422)
    }
    await changePassword(c.var, caller, own, form.password)
    return c.redirect('/admin/account?told=toldPassword', 303)
  })
  .post('/account/sessions/:id/end', requirePerson('viewer'), requireOwn, async (c) => {
    const id = parse(uuid, c.req.param('id'), c.var.language)
    await endOwnSessions(c.var, c.var.caller, { id })
    return c.redirect('/admin/account?told=toldEnded', 303)
  })
  .post('/account/end-others', requirePerson('viewer'), requireOwn, async (c) => {
    await endOwnSessions(c.var, c.var.caller, { allBut: c.var.own.id })
    return c.redirect('/admin/account?told=toldEnded', 303)
  })
  .get('/account/factor', requirePerson('viewer'), requireOwn, requirePassword, async (c) =>
    c.html(await answerFactor(c.var)),
  )
  .post(
    '/account/factor/begin',
    requirePerson('viewer'),
    requireOwn,
    requirePassword,
    async (c) => {
      await beginFactor(c.var, c.var.caller.id)
      return c.redirect('/admin/account/factor', 303)
    },
  )
  .post('/account/factor', requirePerson('viewer'), requireOwn, requirePassword, async (c) => {
    const { code } = await readForm(c.req.raw, CodeForm, c.var.language)
    const { caller } = c.var
    await countAttempt(c.var, c.req.raw, await emailOf(c.var, caller.id), 'code')
    const codes = await confirmFactor(c.var, caller.id, code)
    const view = viewOf(c.var)
    if (codes === null) return c.html(await answerFactor(c.var, voiceOf(view)('wrongCode')), 422)
    return c.html(<BackupCodesPage view={view} caller={caller} codes={codes} />)
  })
  .post(
    '/account/factor/codes',
    requirePerson('viewer'),
    requireOwn,
    requirePassword,
    async (c) => {
      const { caller } = c.var
      const { confirmedAt } = await describeFactor(c.var, caller.id)
      if (confirmedAt === null) return c.redirect('/admin/account/factor', 303)
      const codes = await renewBackupCodes(c.var, caller.id)
      return c.html(<BackupCodesPage view={viewOf(c.var)} caller={caller} codes={codes} />)
    },
  )
  .post('/account/factor/off', requirePerson('viewer'), requireOwn, async (c) => {
    const { current, code } = await readForm(c.req.raw, OffForm, c.var.language)
    const say = voiceOf(viewOf(c.var))
    if (!(await provePassword(c.var, c.req.raw, c.var.caller, current)))
      return c.html(await answerFactor(c.var, say('wrongPassword')), 422)
    if (!(await dropOwnFactor(c.var, c.req.raw, c.var.caller, code)))
      return c.html(await answerFactor(c.var, say('wrongCode')), 422)
    return c.redirect('/admin/account?told=toldFactor', 303)
  })
  .get('/prove', requirePerson('viewer'), requireOwn, (c) => {
    const back = consolePath(c.req.query('back'), c.var.ports.config.publicUrl)
    return c.html(<ProvePage view={viewOf(c.var)} back={back} />)
  })
  .post('/prove', requirePerson('viewer'), requireOwn, async (c) => {
    const form = await readForm(c.req.raw, ProveForm, c.var.language)
    const back = consolePath(form.back, c.var.ports.config.publicUrl)
    if (!(await provePassword(c.var, c.req.raw, c.var.caller, form.password))) {
      const view = viewOf(c.var)
      return c.html(<ProvePage {...{ view, back }} fault={voiceOf(view)('wrongPassword')} />, 422)
    }
    await noteProof(c.var, c.var.own)
    return c.redirect(back, 303)
  })

async function answerAccount(
  vars: DeskEnv['Variables'],
  { told, fault }: { told?: string | undefined; fault?: string },
) {
  const { caller } = vars
  const [sessions, factor] = await Promise.all([
    listSessions(vars, caller.id),
    describeFactor(vars, caller.id),
  ])
  return (
    <AccountPage
      view={viewOf(vars)}
      {...{ caller, sessions, factor }}
      {...(fault !== undefined && { fault })}
      {...(told !== undefined && { told })}
    />
  )
}

async function answerFactor(vars: DeskEnv['Variables'], fault?: string) {
  const { caller } = vars
  const [factor, secret, email] = await Promise.all([
    describeFactor(vars, caller.id),
    readWaitingSecret(vars, caller.id),
    emailOf(vars, caller.id),
  ])
  const issuer = `Phản hồi (${new URL(vars.ports.config.publicUrl).hostname})`
  const waiting = secret === null ? null : { secret, address: totpAddress(secret, issuer, email) }
  return (
    <FactorPage
      view={viewOf(vars)}
      {...{ caller, factor, waiting }}
      {...(fault !== undefined && { fault })}
    />
  )
}

async function findFault(
  vars: DeskEnv['Variables'],
  request: Request,
  form: v.InferOutput<typeof PasswordForm>,
) {
  const fault = findPasswordFault(form.password, await emailOf(vars, vars.caller.id))
  if (form.password !== form.again) return 'passwordsDiffer'
  if (fault !== null) return fault === 'length' ? 'passwordLength' : 'passwordCommon'
  const isRight = await provePassword(vars, request, vars.caller, form.current)
  return isRight ? null : 'wrongPassword'
}
