import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent } from "react";

/** How large an image may be: widths of its place, of its own size, and how much larger it is at a time. */
const ZOOM = { most: 6, own: 1.5, step: 1.4, wheel: 0.002 };
/** What is so many times wider than its place is a line when all of it is shown: it begins as large as can be read. */
const ENDLESS = 10;
const READABLE = 0.6;

/** How large an image of a width is at first, and may become, in widths of its place. */
export function sizesOf(image: number, place: number): { first: number; most: number } {
  const ratio = place > 0 ? image / place : 1;
  return { first: ratio > ENDLESS ? ratio * READABLE : 1, most: Math.max(ZOOM.most, ratio * ZOOM.own) };
}

/** An image in a place that scrolls: enlarged by buttons, or by the wheel with Ctrl where it points, and moved by dragging. */
export function useZoom() {
  const [place, setPlace] = useState<HTMLDivElement | null>(null);
  const [zoom, setZoom] = useState(1);
  const [most, setMost] = useState(ZOOM.most);
  const begun = useRef(false);
  // Which point of the image stays where it is.
  const point = useRef<{ left: number; top: number; x: number; y: number } | null>(null);
  const held = useRef<{ x: number; y: number } | null>(null);

  const by = (factor: number, at?: { x: number; y: number }) => {
    if (!place) return;
    const { x, y } = at ?? { x: place.clientWidth / 2, y: place.clientHeight / 2 };
    point.current = { left: (place.scrollLeft + x) / place.scrollWidth, top: (place.scrollTop + y) / place.scrollHeight, x, y };
    setZoom((now) => Math.min(most, Math.max(1, now * factor)));
  };
  const turn = useRef(by);
  turn.current = by;

  useLayoutEffect(() => {
    const stay = point.current;
    if (!place || !stay) return;
    point.current = null;
    place.scrollLeft = stay.left * place.scrollWidth - stay.x;
    place.scrollTop = stay.top * place.scrollHeight - stay.y;
  }, [place, zoom]);

  useEffect(() => {
    if (!place) return;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      // Else the whole page is enlarged.
      event.preventDefault();
      const box = place.getBoundingClientRect();
      turn.current(Math.exp(-event.deltaY * ZOOM.wheel), { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    place.addEventListener("wheel", wheel, { passive: false });
    return () => place.removeEventListener("wheel", wheel);
  }, [place]);

  return {
    zoom,
    most,
    larger: () => by(ZOOM.step),
    smaller: () => by(1 / ZOOM.step),
    all: () => setZoom(1),
    /** The image is here: an image that is drawn anew stays as large as it is. */
    loaded: (image: HTMLImageElement) => {
      if (!place) return;
      const sizes = sizesOf(image.naturalWidth, place.clientWidth);
      setMost(sizes.most);
      if (!begun.current) setZoom(sizes.first);
      begun.current = true;
    },
    place: {
      ref: setPlace,
      // A finger scrolls by itself.
      onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
        if (event.pointerType !== "mouse" || event.button !== 0 || event.target === event.currentTarget) return;
        held.current = { x: event.clientX, y: event.clientY };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
        if (!held.current) return;
        event.currentTarget.scrollBy(held.current.x - event.clientX, held.current.y - event.clientY);
        held.current = { x: event.clientX, y: event.clientY };
      },
      onPointerUp: () => void (held.current = null),
      onPointerCancel: () => void (held.current = null),
    },
  };
}
