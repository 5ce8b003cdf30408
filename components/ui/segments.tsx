interface SegmentsProps<T extends string> {
  name: string;
  legend: string;
  choices: { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
}

/** A choice between a few things that are all in sight. */
export function Segments<T extends string>({ name, legend, choices, value, onChange }: SegmentsProps<T>) {
  return (
    <fieldset className="flex flex-wrap gap-1 rounded-xl bg-sunken p-1">
      <legend className="sr-only">{legend}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="flex min-h-10 cursor-pointer items-center rounded-lg px-3.5 text-ink-soft text-sm transition-colors duration-150 hover:text-ink has-checked:bg-brand has-checked:font-medium has-checked:text-on-brand has-focus-visible:outline-3 has-focus-visible:outline-brand-text"
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="sr-only"
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
