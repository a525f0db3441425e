import { z } from 'zod';

const token = z.string().trim().min(1).max(200);

/** Body of `POST /api/participation/invitations/preview` and `…/decline`. */
export const tokenInput = z.object({ token });

/** Body of `POST /api/participation/invitations/accept`. Signed in, only the token is needed. */
export const acceptInput = z.object({
  token,
  username: z.string().trim().optional(),
  password: z.string().optional(),
  firstName: z.string().trim().max(255).optional(),
  lastName: z.string().trim().max(255).optional(),
  acceptTerms: z.boolean().optional(),
  newsletter: z.boolean().default(false),
  /** Names the device of the session, in the `refresh` mode of users-permissions. */
  deviceId: z.string().max(255).optional(),
});

/** Body of `POST /api/participation/invitations/resend`. */
export const resendInput = z.object({ email: z.string().trim().min(1).max(320) });

export type AcceptInput = z.infer<typeof acceptInput>;

export type InvitationPreview = {
  /** `expired`: the link was right, its last day is past; a new one can be asked for. */
  status: 'pending' | 'expired';
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** A user name to begin with, from the name on the list. */
  suggestedUsername: string | null;
  spaces: { title: string; slug: string }[];
  groups: { name: string; nickname: string }[];
  /** Who invites: a person's name, or the site's. */
  inviter: string;
  message: string | null;
  locale: string | null;
  expiresAt: string;
  /** A confirmed account has this address: sign in, then accept with the token alone. */
  accountExists: boolean;
};

/** Answer of accepting, like that of users-permissions' registration. */
export type AcceptAnswer = {
  jwt: string;
  refreshToken?: string;
  user: Record<string, unknown>;
  spaces: { title: string; slug: string }[];
  groups: { name: string; nickname: string }[];
};
