"""Trains the character transformer that the studio's char-gpt evaluation trains, the usual way in PyTorch.

Usage: char_gpt.py FOLDER THREADS. FOLDER holds what the evaluation wrote: plan.json, first.safetensors and three files of
int32. One JSON object a line on standard output: the points of the loss curve, then the time taken.
"""
import json
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

from peer import Transformer, read_safetensors


def main():
    folder = sys.argv[1]
    torch.set_num_threads(int(sys.argv[2]))
    with open(os.path.join(folder, "plan.json")) as file:
        plan = json.load(file)
    settings = plan["settings"]
    context, batch, windows = settings["sequenceLength"], settings["batchSize"], plan["windows"]
    integers = lambda name: torch.from_numpy(np.fromfile(os.path.join(folder, name), "<i4").astype(np.int64))
    train, held, crops = integers("train.int32"), integers("held.int32"), integers("crops.int32").view(-1, batch)
    net = Transformer(read_safetensors(os.path.join(folder, "first.safetensors")), settings)
    parameters = list(net.parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in parameters if p.dim() > 1], "weight_decay": settings["weightDecay"]},
            {"params": [p for p in parameters if p.dim() <= 1], "weight_decay": 0.0},
        ],
        betas=(0.9, 0.99),
        eps=1e-8,
    )

    def loss_of(tokens, targets):
        logits = net(tokens, None)
        return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))

    @torch.no_grad()
    def validation():
        groups = (len(held) - 1) // context // windows
        size = groups * windows * context
        tokens, targets = held[:size].view(groups, windows, context), held[1 : size + 1].view(groups, windows, context)
        return sum(loss_of(tokens[g], targets[g]).item() for g in range(groups)) / groups

    steps = plan["steps"]
    reach = torch.arange(context)
    spent, since = 0.0, []
    for step in range(steps + 1):
        if step % plan["measureEvery"] == 0 or step == steps:
            mean = sum(since) / len(since) if since else None
            print(json.dumps({"step": step, "validationLoss": validation(), "trainingLoss": mean}), flush=True)
            since = []
        if step == steps:
            break
        start = time.perf_counter()
        at = crops[step][:, None] + reach
        loss = loss_of(train[at], train[at + 1])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, settings["clipNorm"])
        for group in optimizer.param_groups:
            group["lr"] = plan["rates"][step]
        optimizer.step()
        since.append(loss.item())
        spent += time.perf_counter() - start
    print(json.dumps({"msPerStep": spent * 1000 / max(1, steps), "torch": torch.__version__}), flush=True)


main()
