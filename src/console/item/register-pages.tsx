import type { Child } from 'hono/jsx'
import type { Caller } from '../../auth/caller.ts'
import type { listBans } from '../../moderation/bans.ts'
import { HOLD_DAYS, type listTakedowns } from '../../moderation/takedowns.ts'
import { DeskPage } from '../layout.tsx'
import { siteNames } from '../site-names.ts'
import { absolute, Moment } from '../times.tsx'
import { Days } from './deeds.tsx'
import { Field, type ItemContext } from './fields.tsx'

interface RegisterProps {
  context: ItemContext
  caller: Caller
  told: Child
  /** Address of the next page, or null. */
  next: string | null
}

interface BansProps extends RegisterProps {
  items: Awaited<ReturnType<typeof listBans>>['items']
  sites: { key: string; name: string }[]
}

/** Who and what is banned, the newest first, with the way to lift it. */
export function BansPage({ context, caller, told, items, sites, next }: BansProps) {
  const { say, view, draft } = context
  return (
    <DeskPage view={view} caller={caller} title={say('bansTitle')} current="/admin/bans">
      {told}
      <details class="deed" open={draft['value'] !== undefined}>
        <summary>{say('addWord')}</summary>
        <form method="post" action="/admin/bans" class="deed-form">
          <Field label={say('value')} name="value" value={draft['value']} max={320} isRequired />
          <label>
            <span>{say('site')}</span>
            <select name="site">
              {sites.map(({ key, name }) => (
                <option value={key}>{name}</option>
              ))}
              {caller.sites === null && <option value="*">{say('everySite')}</option>}
            </select>
          </label>
          <Days context={context} />
          <Field label={say('banReason')} name="reason" value={draft['reason']} max={300} />
          <label class="choice">
            <input
              type="checkbox"
              name="rejectPending"
              value="on"
              checked={draft['rejectPending'] === 'on'}
            />{' '}
            {say('rejectPendingOf')}
          </label>
          <button class="main">{say('ban')}</button>
        </form>
      </details>
      {items.length === 0 && <p class="empty">{say('noBans')}</p>}
      <ul class="entries">
        {items.map((ban) => (
          <BanEntry context={context} ban={ban} sites={sites} />
        ))}
      </ul>
      <More context={context} next={next} />
    </DeskPage>
  )
}

function BanEntry({
  context: { say, view },
  ban,
  sites,
}: Pick<BansProps, 'context' | 'sites'> & { ban: BansProps['items'][number] }) {
  return (
    <li>
      <p>
        <span class="state">{say(`kind_${ban.kind}`)}</span> <bdi>{ban.label}</bdi> ·{' '}
        {ban.site === null ? say('everySite') : siteNames([ban.site], sites)}
      </p>
      <p class="quiet">
        <bdi>{ban.createdBy}</bdi> · <Moment view={view} at={ban.createdAt} /> ·{' '}
        {ban.expiresAt === null
          ? say('forever')
          : `${say('until')} ${absolute(view, new Date(ban.expiresAt))}`}
        {ban.liftedAt !== null &&
          ` · ${say('lifted', { name: ban.liftedBy ?? '', time: absolute(view, new Date(ban.liftedAt)) })}`}
        {ban.liftedAt === null && !ban.isActive && ` · ${say('expired')}`}
      </p>
      {ban.reason !== null && <p class="said">{ban.reason}</p>}
      {ban.liftedAt === null && (
        <form method="post" action={`/admin/bans/${ban.id}/lift`}>
          <button aria-label={`${say('lift')}: ${ban.label}`}>{say('lift')}</button>
        </form>
      )}
    </li>
  )
}

interface TakedownsProps extends RegisterProps {
  items: Awaited<ReturnType<typeof listTakedowns>>['items']
  status: 'open' | 'all'
}

/** The register of takedown requests: what is open by due time, with the two ways to close it. */
export function TakedownsPage({ context, caller, told, items, status, next }: TakedownsProps) {
  const { say, view } = context
  return (
    <DeskPage view={view} caller={caller} title={say('takedownsTitle')} current="/admin/takedowns">
      {told}
      <ul class="states">
        {(['open', 'all'] as const).map((one) => (
          <li>
            <a
              href={`/admin/takedowns?status=${one}`}
              aria-current={one === status ? 'true' : undefined}
            >
              {say(one === 'open' ? 'openOnes' : 'allOnes')}
            </a>
          </li>
        ))}
      </ul>
      {items.length === 0 && <p class="empty">{say('noTakedowns')}</p>}
      <ul class="entries">
        {items.map((one) => (
          <TakedownEntry context={context} one={one} />
        ))}
      </ul>
      <More context={context} next={next} />
    </DeskPage>
  )
}

function TakedownEntry({
  context,
  one,
}: Pick<TakedownsProps, 'context'> & { one: TakedownsProps['items'][number] }) {
  const { say, view } = context
  return (
    <li>
      <p>
        {one.isOverdue && <strong class="state">{say('overdue')}</strong>} {say('due')}{' '}
        {absolute(view, new Date(one.dueAt))} · {say(`takedown_${one.kind}`)}
      </p>
      <dl class="facts">
        <dt>{say('askedBy')}</dt>
        <dd>
          <bdi>{one.askedBy}</bdi>
          {one.document !== null && (
            <>
              {' · '}
              <bdi>{one.document}</bdi>
            </>
          )}
        </dd>
        <dt>{say('aboutComment')}</dt>
        <dd>
          <a href={`/admin/comments/${one.comment}`}>
            <bdi>{one.author === '' ? say('noName') : one.author}</bdi>
          </a>{' '}
          · <bdi>{one.article.title}</bdi>
        </dd>
        {one.detail !== null && (
          <>
            <dt>{say('asked')}</dt>
            <dd class="said">{one.detail}</dd>
          </>
        )}
      </dl>
      {one.outcome === null ? (
        <Close context={context} id={one.id} />
      ) : (
        <p class="quiet">
          {say(`outcome_${one.outcome}`)} ·{' '}
          {say('closedBy', {
            name: one.closedBy ?? '',
            time: one.closedAt === null ? '' : absolute(view, new Date(one.closedAt)),
          })}
          {one.outcomeNote !== null && ` · ${one.outcomeNote}`}
        </p>
      )}
    </li>
  )
}

function Close({ context: { say }, id }: { context: ItemContext; id: string }) {
  return (
    <form method="post" action={`/admin/takedowns/${id}/close`} class="deed-form">
      <Field label={say('outcomeNote')} name="note" max={1000} />
      <label>
        <span>{say('holdDays')}</span>
        <input name="holdDays" type="number" min={1} max={3650} value={String(HOLD_DAYS)} />
      </label>
      <div class="row">
        <button name="outcome" value="removed" class="main">
          {say('remove')}
        </button>
        <button name="outcome" value="refused">
          {say('refuse')}
        </button>
      </div>
    </form>
  )
}

function More({ context: { view }, next }: Pick<RegisterProps, 'context' | 'next'>) {
  if (next === null) return null
  return (
    <nav class="onward">
      <a href={next}>{view.say('more')}</a>
    </nav>
  )
}
