import type { Caller } from '../../auth/caller.ts'
import type { PersonView } from '../../auth/people.ts'
import { DeskPage } from '../layout.tsx'
import { siteNames } from '../site-names.ts'
import { absolute, Moment } from '../times.tsx'
import type { View } from '../view.ts'
import { ActButton, RightsFields, Told } from './fields.tsx'
import { voiceOf } from './say.ts'

interface Props {
  view: View
  caller: Caller
  sites: { key: string; name: string }[]
  told?: string
  fault?: string
}

const PATH = '/admin/people'

interface PeopleProps extends Props {
  people: PersonView[]
  next: string | null
  hasMail: boolean
  draft: { name: string; email: string; fault: string } | undefined
}

export function PeoplePage(props: PeopleProps) {
  const { view, caller, people, next, hasMail, draft, told } = props
  const say = voiceOf(view)
  const fault = draft?.fault
  return (
    <DeskPage view={view} caller={caller} title={say('people')} current={PATH}>
      <Told
        view={view}
        {...(told !== undefined && { told })}
        {...(fault !== undefined && { fault })}
      />
      <p class="quiet">{say('peopleIntro')}</p>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">{say('name')}</th>
            <th scope="col">{say('role')}</th>
            <th scope="col">{say('status')}</th>
            <th scope="col">{say('lastSeen')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow {...{ view, person }} sites={props.sites} />
          ))}
        </tbody>
      </table>
      {next !== null && (
        <p class="onward">
          <a href={`${PATH}?after=${next}`}>{say('more')}</a>
        </p>
      )}
      <section class="panel">
        <h2>{say('invitePerson')}</h2>
        <p class="quiet">{say(hasMail ? 'inviteIntro' : 'faultMail')}</p>
        {hasMail && <InviteForm {...props} />}
      </section>
    </DeskPage>
  )
}

function PersonRow({
  view,
  person,
  sites,
}: Pick<Props, 'view' | 'sites'> & { person: PersonView }) {
  const say = voiceOf(view)
  return (
    <tr>
      <td>
        <a href={`${PATH}/${person.id}`}>
          <bdi>{person.name}</bdi>
        </a>
        <span class="sub">{person.email}</span>
      </td>
      <td data-label={say('role')}>
        {say(`role_${person.role}`)}
        <span class="sub">
          {person.sites === null ? say('everySite') : siteNames(person.sites, sites)}
        </span>
      </td>
      <td data-label={say('status')}>
        {say(`state_${person.state}`)}
        {person.hasSecondFactor && <span class="sub">{say('secondFactor')}</span>}
        {person.linkUntil !== null && <span class="sub">{linkLine(view, person.linkUntil)}</span>}
      </td>
      <td data-label={say('lastSeen')}>
        {person.lastSeenAt === null ? (
          <span class="quiet">{say('noSession')}</span>
        ) : (
          <Moment view={view} at={person.lastSeenAt} />
        )}
      </td>
    </tr>
  )
}

function InviteForm({ view, caller, sites, draft }: PeopleProps) {
  const say = voiceOf(view)
  return (
    <form method="post" action={PATH} class="stack">
      <label for="name">{say('name')}</label>
      <input id="name" name="name" maxlength={100} required value={draft?.name ?? ''} />
      <label for="email">{say('email')}</label>
      <input
        id="email"
        name="email"
        type="email"
        maxlength={320}
        required
        value={draft?.email ?? ''}
      />
      <RightsFields view={view} sites={sites} canGiveAll={caller.sites === null} />
      <button class="main">{say('sendInvitation')}</button>
    </form>
  )
}

export function PersonPage({
  view,
  caller,
  person,
  sites,
  ...told
}: Props & { person: PersonView }) {
  const say = voiceOf(view)
  const isSelf = person.id === caller.id
  return (
    <DeskPage view={view} caller={caller} title={person.name} current={PATH}>
      <p>
        <a href={PATH}>{say('backToPeople')}</a>
      </p>
      <Told view={view} {...told} />
      <dl class="person-facts">
        <dt>{say('email')}</dt>
        <dd>{person.email}</dd>
        <dt>{say('status')}</dt>
        <dd>{say(`state_${person.state}`)}</dd>
        <dt>{say('secondFactor')}</dt>
        <dd>{say(person.hasSecondFactor ? 'factorOn' : 'factorOff')}</dd>
        <dt>{say('lastSeen')}</dt>
        <dd>
          {person.lastSeenAt === null ? (
            say('noSession')
          ) : (
            <Moment view={view} at={person.lastSeenAt} />
          )}
        </dd>
      </dl>
      {person.linkUntil !== null && <p>{linkLine(view, person.linkUntil)}</p>}
      <div class="panel">
        <form method="post" action={`${PATH}/${person.id}`} class="stack">
          {isSelf && <p class="quiet">{say('ownRights')}</p>}
          <label for="name">{say('name')}</label>
          <input id="name" name="name" maxlength={100} required value={person.name} />
          {!isSelf && (
            <RightsFields
              {...{ view, sites, canGiveAll: caller.sites === null }}
              {...{ role: person.role, chosen: person.sites }}
            />
          )}
          <button class="main">{say('save')}</button>
        </form>
      </div>
      {!isSelf && <Acts view={view} person={person} />}
    </DeskPage>
  )
}

function Acts({ view, person }: { view: View; person: PersonView }) {
  const say = voiceOf(view)
  const { state, linkUntil, hasSecondFactor, lastSeenAt } = person
  const to = (act: string) => `${PATH}/${person.id}/${act}`
  const isInvited = state === 'invited'
  return (
    <div class="acts panel">
      {state !== 'disabled' && (
        <ActButton action={to('link')} text={say(isInvited ? 'mailInvitation' : 'mailReset')} />
      )}
      {(linkUntil !== null || isInvited) && (
        <ActButton action={to('revoke')} text={say('revokeLink')} />
      )}
      {hasSecondFactor && <ActButton action={to('factor')} text={say('resetFactor')} />}
      {lastSeenAt !== null && <ActButton action={to('sessions')} text={say('endTheirSessions')} />}
      {state === 'disabled' ? (
        <ActButton action={to('enable')} text={say('enable')} />
      ) : (
        <ActButton action={to('disable')} text={say('disable')} />
      )}
    </div>
  )
}

function linkLine(view: View, until: string): string {
  const say = voiceOf(view)
  const end = new Date(until)
  return end <= view.now ? say('linkOver') : say('linkUntil', { time: absolute(view, end) })
}
