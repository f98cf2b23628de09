import { Hono } from 'hono'
import * as v from 'valibot'
import {
  changePerson,
  endSessionsOf,
  invitePerson,
  listPeople,
  mailLink,
  personFaults,
  readPerson,
  resetFactor,
  revokeLink,
} from '../../auth/people.ts'
import { email, personName, siteKey, uuid } from '../../fields.ts'
import { parse } from '../../http.ts'
import { startOutbox } from '../../outbox/start.ts'
import { Problem } from '../../problem.ts'
import { roles } from '../../schema.ts'
import { listSites } from '../../sites/admin.ts'
import { type DeskEnv, readForm, requirePassword, requirePerson } from '../guard.ts'
import type { TextKey } from '../texts.ts'
import { viewOf } from '../view.ts'
import { PeoplePage, PersonPage } from './people-pages.tsx'
import { type PeopleKey, voiceOf } from './say.ts'

type Vars = DeskEnv['Variables']

const short = v.pipe(v.string(), v.maxLength(1000))
const rights = {
  role: v.picklist(roles),
  reach: v.picklist(['all', 'some']),
  site: v.optional(v.pipe(v.array(siteKey), v.maxLength(100)), []),
}
const InviteForm = v.strictObject({ name: short, email: short, ...rights })
const RightsForm = v.strictObject({ name: short, ...rights })
const NameForm = v.strictObject({ name: short })
const Address = v.object({
  told: v.exactOptional(v.pipe(v.string(), v.maxLength(40))),
  after: v.exactOptional(uuid),
})
const PAGE = 50

/** What is done to a person by one button. */
const acts = {
  disable: async (vars: Vars, id: string) => {
    await changePerson(vars, vars.caller, id, { isDisabled: true })
    return 'toldDisabled'
  },
  enable: async (vars: Vars, id: string) => {
    await changePerson(vars, vars.caller, id, { isDisabled: false })
    return 'toldSaved'
  },
  link: async (vars: Vars, id: string) => {
    await mailLink(vars, vars.caller, id)
    startOutbox(vars)
    return 'toldMailed'
  },
  revoke: async (vars: Vars, id: string) => {
    await revokeLink(vars, vars.caller, id)
    return 'toldRevoked'
  },
  factor: async (vars: Vars, id: string) => {
    await resetFactor(vars, vars.caller, id)
    return 'toldFactor'
  },
  sessions: async (vars: Vars, id: string) => {
    await endSessionsOf(vars, vars.caller, id)
    return 'toldEnded'
  },
} satisfies Record<string, (vars: Vars, id: string) => Promise<PeopleKey>>
const actNames = ['disable', 'enable', 'link', 'revoke', 'factor', 'sessions'] as const

/** The people who sign in, for admins. */
export const peoplePages = new Hono<DeskEnv>()
  .get('/people', requirePerson('admin'), requirePassword, async (c) =>
    c.html(await answerList(c.var, parse(Address, c.req.query(), c.var.language))),
  )
  .post('/people', requirePerson('admin'), requirePassword, async (c) => {
    const form = await readForm(c.req.raw, InviteForm, c.var.language, ['site'])
    const fault = await faultOf(c.var, async () => {
      const name = parse(personName, form.name, c.var.language)
      const address = parse(email, form.email, c.var.language)
      const given = { name, email: address, role: form.role, sites: sitesOf(form) }
      await invitePerson(c.var, c.var.caller, given)
    })
    if (fault !== null) return c.html(await answerList(c.var, {}, { ...form, fault }), 422)
    startOutbox(c.var)
    return c.redirect('/admin/people?told=toldInvited', 303)
  })
  .get('/people/:id', requirePerson('admin'), requirePassword, async (c) => {
    const { told } = parse(Address, c.req.query(), c.var.language)
    return c.html(await answerPerson(c.var, idOf(c), { told }))
  })
  .post('/people/:id', requirePerson('admin'), requirePassword, async (c) => {
    const id = idOf(c)
    const schema = id === c.var.caller.id ? NameForm : RightsForm
    const form = await readForm(c.req.raw, schema, c.var.language, ['site'])
    const fault = await faultOf(c.var, async () => {
      const name = parse(personName, form.name, c.var.language)
      const patch = 'role' in form ? { role: form.role, sites: sitesOf(form) } : {}
      await changePerson(c.var, c.var.caller, id, { name, ...patch })
    })
    if (fault !== null) return c.html(await answerPerson(c.var, id, { fault }), 422)
    return c.redirect(`/admin/people/${id}?told=toldSaved`, 303)
  })
  .post(
    `/people/:id/:act{${actNames.join('|')}}`,
    requirePerson('admin'),
    requirePassword,
    async (c) => {
      const id = idOf(c)
      const act = acts[parse(v.picklist(actNames), c.req.param('act'), c.var.language)]
      const outcome = { told: 'toldSaved' }
      const fault = await faultOf(c.var, async () => {
        outcome.told = await act(c.var, id)
      })
      if (fault !== null) return c.html(await answerPerson(c.var, id, { fault }), 409)
      // Who never came is gone with the link.
      const page = outcome.told === 'toldRevoked' ? '/admin/people' : `/admin/people/${id}`
      return c.redirect(`${page}?told=${outcome.told}`, 303)
    },
  )

export interface InviteDraft {
  name: string
  email: string
  fault: string
}

async function answerList(
  vars: Vars,
  { told, after }: v.InferOutput<typeof Address>,
  draft?: InviteDraft,
) {
  const { db, config } = vars.ports
  const { caller } = vars
  const [people, sites] = await Promise.all([
    listPeople(db, caller, after ?? '', PAGE),
    listSites(db, caller, '', 100),
  ])
  const next = people.length < PAGE ? null : (people.at(-1)?.id ?? null)
  const hasMail = config.mailUrl !== null
  return (
    <PeoplePage
      view={viewOf(vars)}
      {...{ caller, people, sites, next, hasMail, draft }}
      {...(told !== undefined && { told })}
    />
  )
}

async function answerPerson(
  vars: Vars,
  id: string,
  { told, fault }: { told?: string | undefined; fault?: string | undefined },
) {
  const { db } = vars.ports
  const { caller } = vars
  const [person, sites] = await Promise.all([
    readPerson(db, caller, id),
    listSites(db, caller, '', 100),
  ])
  return (
    <PersonPage
      view={viewOf(vars)}
      {...{ caller, person, sites }}
      {...(told !== undefined && { told })}
      {...(fault !== undefined && { fault })}
    />
  )
}

/** The sentence for a refusal that the person can act on; what is none is thrown on. */
async function faultOf(vars: Vars, work: () => Promise<void>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    const key = error instanceof Problem ? faultKey(error) : null
    if (key === null) throw error
    return voiceOf(viewOf(vars))(key)
  }
}

function faultKey({ code, options: { detail } }: Problem): PeopleKey | TextKey | null {
  if (code === 'invalid') return 'faultForm'
  const found = Object.entries(personFaults).find(([, sentence]) => sentence === detail)?.[0]
  const keys: Record<string, PeopleKey> = {
    ownRights: 'ownRights',
    lastAdmin: 'faultLast',
    more: 'faultMore',
    taken: 'faultTaken',
    noMail: 'faultMail',
    disabled: 'state_disabled',
  }
  return found === undefined ? null : (keys[found] ?? null)
}

/** Throws `invalid` when sites are to be chosen and none is: nothing ever means “every site” but saying so. */
function sitesOf({ reach, site }: { reach: 'all' | 'some'; site: string[] }): string[] | null {
  if (reach === 'all') return null
  if (site.length === 0) throw new Problem('invalid')
  return site
}

function idOf(c: { req: { param(name: 'id'): string }; var: Vars }): string {
  return parse(uuid, c.req.param('id'), c.var.language)
}
