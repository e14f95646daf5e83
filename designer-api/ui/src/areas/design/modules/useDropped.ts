import { useEffect, useRef, useState } from "react";

const hasFiles = (event: DragEvent) => Boolean(event.dataTransfer?.types.includes("Files"));

/** Files that are dropped anywhere on the page; whether some are held over it just now. */
export function useDropped(takes: boolean, onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const told = useRef(onFiles);
  told.current = onFiles;
  useEffect(() => {
    if (!takes) return;
    const hold = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Else the browser opens the file in the place of the page.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      told.current([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragover", hold);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", hold);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      setOver(false);
    };
  }, [takes]);
  return over;
}
