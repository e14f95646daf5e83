import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LoadingRows } from "./Loading";
import { usePhone } from "./usePhone";
import classes from "./shared.module.css";

export interface Column<T> {
  key: string;
  /** Its heading, in the language of the page. */
  label: string;
  /** Of CSS grid: `2fr`, `120px`. */
  width: string;
  cell: (row: T) => ReactNode;
  /** Not shown on phones. */
  wide?: boolean;
}

interface Props<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  getKey: (row: T) => string;
  /** The row that is shown beside the table. */
  chosen?: string | undefined;
  onOpen?: (row: T) => void;
  /** There are more pages. */
  hasMore?: boolean;
  loading?: boolean;
  onMore?: () => void;
  /** What stands in place of rows when there are none. */
  empty?: ReactNode;
  /** A row as a card of two lines: on phones, and always with `cards`. */
  card?: (row: T) => ReactNode;
  cards?: boolean;
}

/** Rows of the desktop in pixels; on phones each row is a card of two lines. */
const ROW = 33;
const CARD = 64;
/** The next page is asked for when so few rows are left below. */
const NEAR = 20;

/** So many columns have room on a card. */
const IN_CARD = 4;

/** One column on a card: what stands in the second line says what it is. */
function CardPart<T>({ column, row, named }: { column: Column<T>; row: T; named: boolean }) {
  return (
    <span className={named ? classes.second : undefined}>
      {named && column.label} {column.cell(row)}
    </span>
  );
}

/** So many rows beside those that are seen are drawn: first of all none. */
const AHEAD = 12;

/** What nobody sees yet is drawn when what they see stands there. */
function useAhead(filled: boolean): number {
  const [ahead, set] = useState(0);
  useEffect(() => {
    if (!filled) return;
    const later = setTimeout(() => set(AHEAD));
    return () => clearTimeout(later);
  }, [filled]);
  return ahead;
}

/** A table that draws only what is seen, however long the list. Arrows move, Enter opens. */
export function Table<T>(props: Props<T>) {
  const { label, columns, rows, getKey, chosen, onOpen, hasMore = false, loading = false, onMore, empty, card, cards = false } = props;
  const { t } = useTranslation();
  const phone = usePhone();
  const asCards = cards || phone;
  const box = useRef<HTMLDivElement>(null);
  const shown = asCards ? columns.filter((column) => !column.wide) : columns;
  const size = asCards ? CARD : ROW;
  const ahead = useAhead(rows.length > 0);
  // How high it is, is known when it stands; until then it is as high as the window, so that its rows are drawn at once.
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => size, overscan: ahead, initialRect: { width: window.innerWidth, height: window.innerHeight } });
  useEffect(() => virtual.measure(), [size, virtual]);

  const items = virtual.getVirtualItems();
  const last = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loading && last >= rows.length - NEAR) onMore?.();
  }, [hasMore, loading, last, rows.length, onMore]);

  const at = rows.findIndex((row) => getKey(row) === chosen);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [at, virtual]);

  const move = (event: KeyboardEvent<HTMLElement>, index: number) => {
    const row = rows[index];
    if (event.key === "Enter" && row !== undefined) {
      event.preventDefault();
      onOpen?.(row);
    }
    const to = event.key === "ArrowDown" ? index + 1 : event.key === "ArrowUp" ? index - 1 : null;
    if (to === null || to < 0 || to >= rows.length) return;
    event.preventDefault();
    virtual.scrollToIndex(to);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus());
  };

  if (rows.length === 0 && loading) {
    return (
      <div className={classes.table} style={{ padding: 12 }} role="status" aria-label={t("state.loading")}>
        <LoadingRows />
      </div>
    );
  }
  if (rows.length === 0) return <div className={classes.table}>{empty}</div>;
  const grid = { gridTemplateColumns: shown.map((column) => column.width).join(" ") };
  return (
    <div ref={box} className={classes.table} role="grid" aria-label={label} aria-rowcount={hasMore ? -1 : rows.length}>
      {!asCards && (
        <div role="row" className={classes.head} style={grid}>
          {shown.map((column) => (
            <span key={column.key} role="columnheader" className={classes.cell}>
              {column.label}
            </span>
          ))}
        </div>
      )}
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map((item) => {
          const row = rows[item.index] as T;
          const key = getKey(row);
          return (
            <div
              key={key}
              role="row"
              data-index={item.index}
              aria-rowindex={item.index + 1}
              aria-selected={key === chosen}
              tabIndex={item.index === Math.max(at, 0) ? 0 : -1}
              className={asCards ? `${classes.row} ${classes.card}` : classes.row}
              style={{ ...grid, height: size, transform: `translateY(${item.start}px)` }}
              onClick={(event) => (event.target as HTMLElement).closest("input, a, button") === null && onOpen?.(row)}
              onKeyDown={(event) => event.target === event.currentTarget && move(event, item.index)}
            >
              {asCards ? (
                <div role="gridcell" className={classes.cardCell}>
                  {card ? card(row) : shown.slice(0, IN_CARD).map((column, place) => <CardPart key={column.key} column={column} row={row} named={place > 1} />)}
                </div>
              ) : (
                shown.map((column) => (
                  <span key={column.key} role="gridcell" className={classes.cell}>
                    {column.cell(row)}
                  </span>
                ))
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
