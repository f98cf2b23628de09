import type { CardProps } from './item-card.tsx'
import type { ConsoleSite } from './queues.ts'
import type { View } from './view.ts'

interface AssignFormProps {
  view: View
  /** `kind:id`. */
  item: string
  site: ConsoleSite | undefined
  people: CardProps['people']
  assigned: string | undefined
  back: string
}

/** Gives an item to a colleague or a desk of its site. */
export function AssignForm({ view, item, site, people, assigned, back }: AssignFormProps) {
  const { say } = view
  const here = people.filter(({ sites }) => sites === null || sites.includes(site?.key ?? ''))
  const desks = site?.settings.desks ?? []
  return (
    <details class="assigning">
      <summary>{say('assignedTo')}…</summary>
      <form method="post" action="/admin/assignments" class="assign">
        <input type="hidden" name="item" value={item} />
        <input type="hidden" name="back" value={back} />
        <select name="to" aria-label={say('assignedTo')}>
          <option value="">{say('nobody')}</option>
          <optgroup label={say('people')}>
            {here.map(({ id, name }) => (
              <option value={`person:${id}`} selected={assigned === `person:${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
          {desks.length > 0 && (
            <optgroup label={say('desks')}>
              {desks.map(({ name }) => (
                <option value={`desk:${name}`} selected={assigned === `desk:${name}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
        <button>{say('assign')}</button>
      </form>
    </details>
  )
}
