"use client";
import { useEffect, useState } from "react";
import useSWR from "swr";
import { LONGEST_ADDRESS } from "#lib/people/phone-numbers";
import { callApi } from "../../call-api.ts";
import type { PeopleResponse } from "../responses.ts";

const PAUSE_MS = 150;
const SHOWN = 8;

/** The people that what is typed may mean; asked for when the typing pauses. */
export function usePeople(typed: string, isOpen: boolean) {
  const query = useAfterPause(typed.trim().slice(0, LONGEST_ADDRESS));
  const path = `/api/whatsapp/people?limit=${SHOWN}&query=${encodeURIComponent(query)}`;
  return useSWR<PeopleResponse>(isOpen ? path : null, callApi, { keepPreviousData: true });
}

function useAfterPause(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
