import classes from "../monitor.module.css";

interface Column {
  /** Its heading, in the language of the page. */
  label: string;
  /** What stands below it is a figure. */
  figure?: boolean;
  /** Not shown on phones. */
  wide?: boolean;
  /** What it means. */
  title?: string;
}

/** The heads of the columns of a table: those of figures stand where the figures end. */
export function Head({ columns }: { columns: Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ label, figure = false, wide = false, title }) => (
          <th key={label} scope="col" className={figure ? classes.number : wide ? classes.wide : undefined} title={title}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  );
}
