import type { View } from '../view.ts'
import { choiceText, labelOf } from './labels.ts'
import type { Shape } from './shape.ts'

/** What the fields of one form share. */
export interface FormState {
  view: View
  /** What is wrong, by the name of its field. */
  faults: ReadonlyMap<string, string>
}

interface FieldProps extends FormState {
  shape: Shape
  /** Dotted path of the setting, also the name of its field. */
  path: string
  value: unknown
}

/** Empty rows below a list, to add to it. */
const SPARE_ROWS = 2

/** One setting or one group of them, as plain form fields. */
export function Field(props: FieldProps) {
  const { shape, path, value, view } = props
  const { label, hint } = labelOf(path, view.language)
  switch (shape.kind) {
    case 'group':
      return (
        <fieldset>
          <legend>{label}</legend>
          {hint !== '' && <p class="hint">{hint}</p>}
          {shape.members.map(([name, member]) => (
            <Field
              {...props}
              shape={member}
              path={`${path}.${name}`}
              value={memberOf(value, name)}
            />
          ))}
        </fieldset>
      )
    case 'rows':
    case 'map':
      return <Rows {...props} />
    case 'flag':
      return (
        <div class="field flag">
          <input type="checkbox" id={path} name={path} value="1" checked={value === true} />
          <label for={path}>{label}</label>
          {hint !== '' && <p class="hint">{hint}</p>}
          <Fault {...props} />
        </div>
      )
    case 'choices':
      return (
        <fieldset class="field">
          <legend>{label}</legend>
          {hint !== '' && <p class="hint">{hint}</p>}
          <div class="ticks">
            {shape.options.map((option) => (
              <label>
                <input
                  type="checkbox"
                  name={path}
                  value={option}
                  checked={Array.isArray(value) && value.includes(option)}
                />{' '}
                {choiceText(path, option, view.language)}
              </label>
            ))}
          </div>
          <Fault {...props} />
        </fieldset>
      )
    case 'choice':
    case 'number':
    case 'text':
    case 'list':
      return (
        <div class="field">
          <label for={path}>{label}</label>
          {hint !== '' && (
            <p class="hint" id={`${path}-hint`}>
              {hint}
            </p>
          )}
          <Input {...props} />
          <Fault {...props} />
        </div>
      )
  }
}

function Fault({ path, faults }: FieldProps) {
  const fault = faults.get(path)
  return fault === undefined ? null : (
    <p class="fault" id={`${path}-fault`}>
      {fault}
    </p>
  )
}

function Input({ shape, path, value, view, faults }: FieldProps) {
  const isWrong = faults.has(path)
  const shared = {
    id: path,
    name: path,
    'aria-invalid': isWrong ? ('true' as const) : undefined,
    'aria-describedby': isWrong ? `${path}-fault` : undefined,
  }
  if (shape.kind === 'choice')
    return (
      <select {...shared}>
        {shape.options.map((option) => (
          <option value={option} selected={option === value}>
            {choiceText(path, option, view.language)}
          </option>
        ))}
      </select>
    )
  if (shape.kind === 'number')
    return (
      <input
        {...shared}
        type="number"
        inputmode="numeric"
        min={shape.min}
        max={shape.max}
        value={textOf(value)}
      />
    )
  const isLong = shape.kind === 'list' || (shape.kind === 'text' && shape.isLong)
  return isLong ? (
    <textarea {...shared} rows={3}>
      {Array.isArray(value) ? value.join('\n') : textOf(value)}
    </textarea>
  ) : (
    <input {...shared} autocomplete="off" value={textOf(value)} />
  )
}

/** A list of small objects, or of pairs: what is emptied is taken away, the empty rows at the end add. */
function Rows({ shape, path, value, view, faults }: FieldProps) {
  const { label, hint } = labelOf(path, view.language)
  const columns = shape.kind === 'rows' ? shape.columns : mapColumns
  const max = shape.kind === 'rows' ? shape.max : 200
  const rows = rowsOf(value)
  const shown = [...rows, ...Array.from({ length: SPARE_ROWS }, () => ({}))].slice(0, max)
  return (
    <fieldset>
      <legend>{label}</legend>
      {hint !== '' && <p class="hint">{hint}</p>}
      {shown.map((row, place) => (
        <div class="rows-row">
          {columns.map(([name, column]) => (
            <Cell
              view={view}
              faults={faults}
              shape={column}
              path={`${path}.${place}.${name}`}
              label={columnLabel(path, name, view.language)}
              value={memberOf(row, name)}
            />
          ))}
        </div>
      ))}
    </fieldset>
  )
}

const mapColumns: [string, Shape][] = [
  ['key', { kind: 'text', isLong: false, isNullable: false }],
  ['value', { kind: 'text', isLong: false, isNullable: false }],
]

function columnLabel(path: string, name: string, language: 'vi' | 'en'): string {
  if (path === 'labels')
    return (
      { key: ['Khóa', 'Key'], value: ['Lời', 'Words'] }[name]?.[language === 'vi' ? 0 : 1] ?? name
    )
  return labelOf(`${path}[].${name}`, language).label
}

function Cell({ label, ...props }: FieldProps & { label: string }) {
  const { shape, value } = props
  if (shape.kind === 'flag')
    return (
      <label>
        <span>{label}</span>
        <input type="checkbox" name={props.path} value="1" checked={value === true} />
      </label>
    )
  const inLine: FieldProps =
    shape.kind === 'list' || shape.kind === 'choices'
      ? {
          ...props,
          shape: { kind: 'text', isLong: false, isNullable: false },
          value: Array.isArray(value) ? value.join(', ') : '',
        }
      : props
  return (
    <label>
      <span>{label}</span>
      <Input {...inLine} />
      <Fault {...props} />
    </label>
  )
}

function rowsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([key, words]: [string, unknown]) => ({ key, value: words }))
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
